package dev.bellwether.guard;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.LongUnaryOperator;

/// A form of query: what was forecast for it, and what it took. Sizes in bytes.
///
/// @param fingerprint its id
/// @param forecast for its last run; 0 while it is not known
/// @param highest peak; 0 when none was seen
/// @param usual the highest median of the features and releases that send it; 0 when none is known
/// @param refused not let run
/// @param outOfMemory that ran out of their cap
/// @param byteSeconds peaks times how long they took
public record FormStatus(
        String fingerprint,
        String text,
        long queries,
        long refused,
        long outOfMemory,
        long forecast,
        long usual,
        long highest,
        double byteSeconds,
        Instant lastSeen) {

    /// Lines of the same form as one, the most byte-seconds first.
    static List<FormStatus> of(List<Releases.Line> lines, LongUnaryOperator forecast, int most) {
        var forms = new LinkedHashMap<Long, FormStatus>();
        for (Releases.Line line : lines) {
            forms.merge(line.fingerprint(), of(line, forecast), FormStatus::with);
        }
        return new ArrayList<>(forms.values())
                .stream()
                        .sorted(Comparator.comparingDouble(FormStatus::byteSeconds).reversed())
                        .limit(most)
                        .toList();
    }

    private static FormStatus of(Releases.Line line, LongUnaryOperator forecast) {
        return new FormStatus(
                new Fingerprint(line.fingerprint(), "").id(),
                line.text(),
                line.queries(),
                line.refused(),
                line.outOfMemory(),
                forecast.applyAsLong(line.fingerprint()),
                line.median(),
                line.highest(),
                line.byteSeconds(),
                line.lastSeen());
    }

    private FormStatus with(FormStatus other) {
        return new FormStatus(
                fingerprint,
                text,
                queries + other.queries,
                refused + other.refused,
                outOfMemory + other.outOfMemory,
                forecast,
                Math.max(usual, other.usual),
                Math.max(highest, other.highest),
                byteSeconds + other.byteSeconds,
                lastSeen.isAfter(other.lastSeen) ? lastSeen : other.lastSeen);
    }
}
