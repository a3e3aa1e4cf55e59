package dev.bellwether.experiment;

import dev.bellwether.model.Site;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A site's flags as they are served: in memory, made ready, never changed; another takes its place
/// when something is saved. Safe for many threads.
public final class SiteFlags {
    private final Site site;
    private final long revision;
    private final FlagSet set;
    private final Map<String, KeptFlag> flags;
    private final Evaluator all;
    private final Evaluator open;

    /// @throws dev.bellwether.model.InvalidInput when the set is not legal
    SiteFlags(Site site, KeptSet kept) {
        this.site = site;
        this.revision = kept.revision();
        this.set = kept.set();
        this.flags =
                kept.flags().stream()
                        .filter(one -> !one.archived())
                        .collect(Collectors.toMap(KeptFlag::key, Function.identity()));
        this.all = Evaluator.of(set);
        this.open = all.only(this::isOpen);
    }

    public Site site() {
        return site;
    }

    /// One more with each change.
    public long revision() {
        return revision;
    }

    public FlagSet set() {
        return set;
    }

    /// Those that are served; empty for an archived one too.
    public Optional<KeptFlag> flag(String key) {
        return Optional.ofNullable(flags.get(key));
    }

    /// Whether the bearer of the site's key alone may have it.
    public boolean isOpen(String key) {
        KeptFlag flag = flags.get(key);
        return flag != null && flag.notes().open();
    }

    /// @param trusted whether who asks has a token; of others only open flags are evaluated
    public Evaluator evaluator(boolean trusted) {
        return trusted ? all : open;
    }

    /// The flags that they may have, in the order of the set.
    public List<Flag> flags(boolean trusted) {
        return set.flags().stream().filter(flag -> trusted || isOpen(flag.key())).toList();
    }

    /// When next something is served otherwise by itself, after `now`.
    public Optional<Instant> turnsAfter(Instant now) {
        return Stream.concat(
                        set.flags().stream().flatMap(flag -> Timetable.next(flag, now).stream()),
                        set.holdouts().stream()
                                .flatMap(one ->
                                        Stream.concat(
                                                one.window().from().stream(),
                                                one.window().until().stream()))
                                .filter(at -> at.isAfter(now)))
                .min(Instant::compareTo);
    }
}
