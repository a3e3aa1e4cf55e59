package dev.bellwether.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/// Lets the script happen: begins and ends each trouble at its time, and starts over at the end.
final class Play {
    private static final Duration AFTER_THE_LAST = Duration.ofMinutes(2);

    private final List<Trouble> troubles;
    private final Broken broken;
    private final InstantSource clock;
    private final Commentary commentary;
    private final Duration length;
    private Duration last = Duration.ofSeconds(-1);

    Play(List<Trouble> troubles, Broken broken, InstantSource clock, Commentary commentary) {
        this.troubles = List.copyOf(troubles);
        this.broken = broken;
        this.clock = clock;
        this.commentary = commentary;
        this.length =
                troubles.stream()
                        .map(Trouble::end)
                        .max(Duration::compareTo)
                        .orElseThrow()
                        .plus(AFTER_THE_LAST);
    }

    /// Does what is due `since` the start and was not done by the call before.
    void upTo(Duration since) {
        Duration now = Duration.ofMillis(since.toMillis() % length.toMillis());
        if (now.compareTo(last) < 0) {
            last = Duration.ofSeconds(-1);
        }
        for (Trouble trouble : troubles) {
            if (isDue(trouble.after(), now)) {
                begin(trouble);
            }
            if (isDue(trouble.end(), now)) {
                broken.end(trouble.subject());
                commentary.say(clock.instant(), "(script) " + title(trouble) + " is repaired");
            }
        }
        last = now;
    }

    private boolean isDue(Duration time, Duration now) {
        return time.compareTo(last) > 0 && time.compareTo(now) <= 0;
    }

    private void begin(Trouble trouble) {
        Instant at = clock.instant();
        broken.begin(trouble.subject(), at);
        commentary.say(at, "(script) " + title(trouble) + " breaks");
    }

    private static String title(Trouble trouble) {
        return Providers.SLUGS.contains(trouble.subject())
                ? "provider " + Providers.name(trouble.subject())
                : Part.valueOf(trouble.subject()).title;
    }
}
