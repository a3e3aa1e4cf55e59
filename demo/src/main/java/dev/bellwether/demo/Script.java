package dev.bellwether.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// What breaks when: the checkout first, for a newcomer to see, and then one thing after another,
/// at random but the same for the same seed. After its last trouble it begins again.
final class Script {
    private static final Duration FIRST = Duration.ofSeconds(10);
    private static final int LATER_ONES = 60;

    private Script() {}

    static List<Trouble> of(long seed) {
        var random = new Random(seed);
        var troubles = new ArrayList<Trouble>();
        troubles.add(new Trouble(Part.CHECKOUT.name(), FIRST, Duration.ofSeconds(50)));
        troubles.add(
                new Trouble(
                        Providers.SLUGS.getFirst(),
                        Duration.ofSeconds(25),
                        Duration.ofSeconds(90)));
        Duration at = Duration.ofSeconds(130);
        for (int i = 0; i < LATER_ONES; i++) {
            troubles.add(
                    new Trouble(subject(random), at, Duration.ofSeconds(40 + random.nextInt(80))));
            at = at.plusSeconds(45 + random.nextInt(120));
        }
        return List.copyOf(troubles);
    }

    private static String subject(Random random) {
        if (random.nextInt(4) == 0) {
            return Providers.SLUGS.get(random.nextInt(Providers.SLUGS.size()));
        }
        return Part.values()[random.nextInt(Part.values().length)].name();
    }
}
