package dev.bellwether.demo;

import dev.bellwether.model.AlertChanged;
import dev.bellwether.model.CheckState;
import dev.bellwether.model.DeliveryChanged;
import dev.bellwether.model.IncidentChanged;
import dev.bellwether.model.VerdictChanged;
import dev.bellwether.store.Line;
import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/// Says in one line each what happens.
final class Commentary {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());

    private final PrintStream out;

    Commentary(PrintStream out) {
        this.out = out;
    }

    void say(Instant at, String text) {
        out.println(TIME.format(at) + " " + text);
    }

    void on(Line line) {
        words(line).ifPresent(text -> say(line.at(), text));
    }

    private static Optional<String> words(Line line) {
        if (line.fact() instanceof VerdictChanged verdict) {
            return verdict(verdict);
        }
        if (line.fact() instanceof IncidentChanged changed && !changed.incident().backfilled()) {
            return Optional.of(
                    "incident "
                            + changed.what().name().toLowerCase(Locale.ROOT).replace('_', ' ')
                            + ": "
                            + changed.incident().name());
        }
        if (line.fact() instanceof AlertChanged alert) {
            return Optional.of(
                    "alert "
                            + alert.what().name().toLowerCase(Locale.ROOT).replace('_', ' ')
                            + (alert.note().isEmpty() ? "" : " (" + alert.note() + ")"));
        }
        if (line.fact() instanceof DeliveryChanged delivery
                && delivery.state() == DeliveryChanged.State.DELIVERED) {
            return Optional.of(delivery.channel().name().toLowerCase(Locale.ROOT) + " delivered");
        }
        return Optional.empty();
    }

    private static Optional<String> verdict(VerdictChanged verdict) {
        if (verdict.to() == CheckState.DOWN && verdict.from() != CheckState.RECOVERING) {
            return Optional.of("check `" + verdict.checkName() + "` failed: " + verdict.summary());
        }
        if (verdict.to() == CheckState.UP && verdict.before().isTrouble()) {
            return Optional.of("check `" + verdict.checkName() + "` is well again");
        }
        return Optional.empty();
    }
}
