package dev.bellwether.guard;

import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/// What forms of queries needed, and what they will need. Safe for several threads.
///
/// A forecast is the form's [Envelope] at so many rows times the factor of the query's family by
/// [Coverage]. Nothing rests on its being right: the cap of a query is what the ledger gave it.
final class Forecasts {
    /// Less is not worth telling apart.
    static final long LEAST = 8L << 20;

    /// Runs of a form before it is known.
    static final int ENOUGH = 3;

    private static final int MAX_FORMS = 10_000;

    private final Map<Long, Envelope> forms =
            new LinkedHashMap<>(64, 0.75f, true) {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Long, Envelope> eldest) {
                    return size() > MAX_FORMS;
                }
            };

    private final Map<Shape.Family, Coverage> coverage = new EnumMap<>(Shape.Family.class);
    private final Map<Shape.Family, Envelope> families = new EnumMap<>(Shape.Family.class);

    /// @param rows that the query is expected to read; 0 when nobody can tell, and then what its
    ///   form needs is taken to be the same each time
    synchronized Forecast of(long fingerprint, Shape.Family family, long rows, Instant now) {
        Envelope form = forms.get(fingerprint);
        if (form == null || form.samples() < ENOUGH) {
            Envelope like = families.get(family);
            double bytes = like == null ? 0 : like.bytes(rows, now);
            return new Forecast.Unknown(bytes == 0 ? 0 : Math.max(LEAST, (long) bytes));
        }
        Coverage covered = coverage.get(family);
        double factor = covered == null ? 1 : covered.factor();
        long bytes = Math.max(LEAST, (long) Math.ceil(form.bytes(rows, now) * factor));
        return new Forecast.Known(bytes, form.samples(), covered != null && covered.isProven());
    }

    /// A query that ended.
    ///
    /// @param peak bytes that it needed; when it ran out of memory, its cap
    /// @param ranOut whether it ran out of memory: it is then taken to need twice its cap at least
    synchronized void ended(
            long fingerprint,
            Shape.Family family,
            long rows,
            long peak,
            boolean ranOut,
            Instant now) {
        if (peak <= 0) {
            return;
        }
        long needed = ranOut ? peak * 2 : peak;
        Envelope form = forms.computeIfAbsent(fingerprint, _ -> new Envelope(now));
        if (form.samples() >= ENOUGH) {
            coverage.computeIfAbsent(family, _ -> new Coverage())
                    .add(Math.max(LEAST, form.bytes(rows, now)), needed);
        }
        form.add(rows, needed, now);
        families.computeIfAbsent(family, _ -> new Envelope(now)).add(rows, needed, now);
    }

    synchronized int forms() {
        return forms.size();
    }
}
