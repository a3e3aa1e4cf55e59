package dev.bellwether.api;

import dev.bellwether.experiment.Flag;
import dev.bellwether.experiment.KeptFlag;
import dev.bellwether.experiment.Rule;
import dev.bellwether.experiment.Variation;
import dev.bellwether.model.ServiceId;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/// A flag as programs read it.
///
/// @param open whether the site's key alone may evaluate it
/// @param version to be sent with a change
record FlagView(
        String key,
        String description,
        boolean on,
        List<Variation> variations,
        String off,
        List<Rule> rules,
        String otherwise,
        boolean open,
        Set<ServiceId> services,
        long version,
        boolean archived,
        Instant changedAt) {
    static FlagView of(KeptFlag kept) {
        Flag flag = kept.flag();
        return new FlagView(
                flag.key(),
                kept.notes().description(),
                flag.on(),
                flag.variations(),
                flag.off(),
                flag.rules(),
                flag.otherwise(),
                kept.notes().open(),
                kept.notes().services(),
                kept.version(),
                kept.archived(),
                kept.changedAt());
    }
}
