package dev.bellwether.bench;

import dev.bellwether.model.ServiceId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/// What happens in the company's year, seeded: outages and how people answer them, maintenance,
/// overrides and new editions of the schedules. What the program makes of it is not in here.
final class YearScript {
    static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    static final Duration YEAR = Duration.ofDays(365);

    /// Some more than incidents are wanted: one that maintenance hides opens none.
    static final int OUTAGES = Integer.getInteger("bellwether.schedule-year.outages", 5_020);

    static final int INCIDENTS = OUTAGES * 249 / 250;
    static final int MAINTENANCES = OUTAGES / 10;
    private static final int EDITIONS = 2;

    /// Something that comes from outside of the program.
    sealed interface Event {
        /// Three in ten begin DEGRADED, which pages nobody, and get worse.
        record Degraded(ServiceId service) implements Event {}

        record Down(ServiceId service) implements Event {}

        record Up(ServiceId service) implements Event {}

        /// Whoever was paged last says "I have it".
        record Acknowledge(ServiceId service) implements Event {}

        /// Whoever has it puts it off for half an hour.
        record Snooze(ServiceId service) implements Event {}

        record Announce(ServiceId service, Instant from, Instant until) implements Event {}

        record Override(int team, int person, Instant from, Instant until) implements Event {}

        record Edit(int team, int edition) implements Event {}
    }

    record At(Instant at, Event event) {}

    private final Random random = new Random(26);
    private final List<At> events = new ArrayList<>();

    private YearScript() {}

    static List<At> of() {
        var script = new YearScript();
        script.outages();
        script.maintenance();
        script.overrides();
        script.events.sort(Comparator.comparing(At::at));
        return List.copyOf(script.events);
    }

    private void outages() {
        Map<ServiceId, Instant> calm = new HashMap<>();
        long apart = YEAR.minusDays(3).toSeconds() / OUTAGES;
        for (int i = 0; i < OUTAGES; i++) {
            Instant at = BEGIN.plusSeconds(86_400 + i * apart + random.nextInt((int) apart));
            ServiceId service;
            do {
                service =
                        YearCompany.service(
                                random.nextInt(YearCompany.TEAMS),
                                random.nextInt(YearCompany.SERVICES_OF_A_TEAM));
            } while (calm.getOrDefault(service, BEGIN).isAfter(at));
            Instant end = outage(service, at);
            calm.put(service, end.plus(Duration.ofHours(3)));
        }
    }

    /// @return when it is over
    private Instant outage(ServiceId service, Instant at) {
        Instant down = at;
        if (random.nextInt(10) < 3) {
            add(at, new Event.Degraded(service));
            down = at.plusSeconds(60 + random.nextInt(600));
        }
        add(down, new Event.Down(service));
        int kind = random.nextInt(100);
        Instant end;
        if (kind < 10) { // over before anybody says a word
            end = down.plusSeconds(150 + random.nextInt(120));
        } else if (kind < 97) { // by the first; after a step; after all steps
            int wait =
                    kind < 85
                            ? 30 + random.nextInt(240)
                            : kind < 94 ? 330 + random.nextInt(540) : 930 + random.nextInt(2_400);
            Instant taken = down.plusSeconds(wait);
            add(taken, new Event.Acknowledge(service));
            end = taken.plusSeconds(300 + random.nextInt(random.nextInt(10) == 0 ? 14_400 : 3_600));
            if (kind % 20 == 11) {
                add(taken.plusSeconds(60), new Event.Snooze(service));
                add(taken.plusSeconds(60 + 1_900), new Event.Acknowledge(service));
            }
        } else { // nobody ever answers: last resorts until it is over
            end = down.plusSeconds(3_600 + random.nextInt(2 * 3_600));
        }
        add(end, new Event.Up(service));
        return end;
    }

    private void maintenance() {
        for (int i = 0; i < MAINTENANCES; i++) {
            Instant from = anyTime(10);
            ServiceId service =
                    YearCompany.service(
                            random.nextInt(YearCompany.TEAMS),
                            random.nextInt(YearCompany.SERVICES_OF_A_TEAM));
            Instant until = from.plus(Duration.ofMinutes(30 + random.nextInt(120)));
            add(from.minus(Duration.ofDays(2)), new Event.Announce(service, from, until));
        }
    }

    /// One in each fortnight, and a new edition in spring and autumn. The first team covers for
    /// each other all the time.
    private void overrides() {
        for (int team = 0; team < YearCompany.TEAMS; team++) {
            int count = overridesOf(team);
            Duration apart = YEAR.dividedBy(count + 1);
            for (int i = 1; i <= count; i++) {
                Duration shift = apart.dividedBy(100).multipliedBy(random.nextInt(50));
                Instant from = BEGIN.plus(apart.multipliedBy(i)).plus(shift);
                long most = Math.min(44, apart.toHours() / 3);
                Instant until = from.plus(Duration.ofHours(1 + random.nextLong(most)));
                add(
                        from.minus(Duration.ofHours(12 + random.nextInt(12))),
                        new Event.Override(team, random.nextInt(YearCompany.PEOPLE), from, until));
            }
            for (int i = 1; i <= EDITIONS; i++) {
                add(anyTime(20), new Event.Edit(team, 7 * i));
            }
        }
    }

    static int overridesOf(int team) {
        return Math.max(1, (team == 0 ? 300 : 25) * OUTAGES / 5_020);
    }

    static int overridesOfAll() {
        return IntStream.range(0, YearCompany.TEAMS).map(YearScript::overridesOf).sum();
    }

    /// At least so many days from both ends of the year.
    private Instant anyTime(int days) {
        long seconds = YEAR.minusDays(2L * days).toSeconds();
        return BEGIN.plus(Duration.ofDays(days)).plusSeconds(random.nextLong(seconds));
    }

    private void add(Instant at, Event event) {
        events.add(new At(at, event));
    }
}
