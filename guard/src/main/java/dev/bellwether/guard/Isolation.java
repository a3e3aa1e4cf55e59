package dev.bellwether.guard;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Puts releases that stand accused into quarantine, or says that they should be. A release, and
/// never a variation: that is switched off at its flag. Each once: whatever people took out, and
/// what ran out, is not put in again.
final class Isolation {
    private static final Logger LOG = LoggerFactory.getLogger(Isolation.class);

    /// That the guard has put in by itself and that hold at once.
    private static final int MOST = 20;

    private final QuarantineSettings settings;
    private final Switch controls;
    private final Blame blame;

    Isolation(QuarantineSettings settings, Switch controls, Blame blame) {
        this.settings = settings;
        this.controls = controls;
        this.blame = blame;
    }

    /// What should be put in by a person, for the guard does not by itself.
    List<Quarantine> suggested(Instant now) {
        return switch (settings.mode()) {
            case OFF, AUTOMATIC -> List.of();
            case SUGGEST -> wanted(now);
        };
    }

    /// Puts in what is to be put in now.
    ///
    /// @return what is new
    List<Quarantine> look(Instant now) {
        return switch (settings.mode()) {
            case OFF, SUGGEST -> List.of();
            case AUTOMATIC -> put(wanted(now), now);
        };
    }

    private List<Quarantine> put(List<Quarantine> wanted, Instant now) {
        var fresh = new ArrayList<Quarantine>();
        for (Quarantine one : wanted) {
            if (ours(now) >= MOST) {
                break;
            }
            controls.change(is -> is.with(one, now));
            LOG.warn("In quarantine until {}: {} ({})", one.until(), one.name(), one.why());
            fresh.add(one);
        }
        return fresh;
    }

    private long ours(Instant now) {
        return controls.now().quarantines().stream()
                .filter(one -> one.isOn(now) && one.by() == Quarantine.Who.GUARD)
                .count();
    }

    private List<Quarantine> wanted(Instant now) {
        Controls known = controls.now();
        return blame.accused(now).stream()
                .filter(found -> found.isGuilty() && found.flag().isEmpty())
                .filter(found -> known.quarantines().stream().noneMatch(one -> isOf(one, found)))
                .map(found ->
                        new Quarantine(
                                Controls.By.RELEASE,
                                found.side(),
                                Optional.of(found.feature()),
                                BlameWords.summary(found),
                                now,
                                now.plus(settings.lasts()),
                                Quarantine.Who.GUARD,
                                false))
                .toList();
    }

    private static boolean isOf(Quarantine one, BlameFinding found) {
        return one.of() == Controls.By.RELEASE
                && one.value().equals(found.side())
                && one.feature().map(found.feature()::equals).orElse(true);
    }
}
