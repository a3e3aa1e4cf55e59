package dev.bellwether.bench;

import dev.bellwether.model.Actor;
import dev.bellwether.model.Channel;
import dev.bellwether.model.ContactMethod;
import dev.bellwether.model.Directory;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.Person;
import dev.bellwether.model.PersonId;
import dev.bellwether.model.Restriction;
import dev.bellwether.model.Role;
import dev.bellwether.model.Rotation;
import dev.bellwether.model.ScheduleId;
import dev.bellwether.model.ScheduleOverride;
import dev.bellwether.oncall.OnCall;
import dev.bellwether.oncall.OverrideDraft;
import dev.bellwether.oncall.ScheduleDraft;
import dev.bellwether.oncall.ScheduleDraft.LayerDraft;
import dev.bellwether.store.Store;
import dev.bellwether.store.StoreSettings;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/// How long "who is on call, and who comes next?" takes, asked through the room's door with SQLite
/// below it, for a schedule of 50 people with three layers and 300 overrides in the year; and how
/// long a year of a company's 40 schedules and 200 people takes to be reckoned and proven.
final class ScheduleBench {
    private static final int QUESTIONS =
            Integer.getInteger("bellwether.schedules.questions", 20_000);
    private static final int WARM_UP = 5_000;
    private static final int SCHEDULES = 40;
    private static final int PEOPLE = 200;
    private static final int OVERRIDES = 300;
    private static final double BAR_MILLIS = 1;
    private static final double BAR_SECONDS = 10;
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final OrganizationId ACME = new OrganizationId("acme");
    private static final Actor CLERK = Actor.automation("bench", "schedules");

    private ScheduleBench() {}

    /// Two hundred people who can be reached.
    private static final class Company implements Directory {
        @Override
        public Optional<Person> person(OrganizationId organization, PersonId id) {
            return Optional.of(
                    new Person(
                            id,
                            ACME,
                            id.value(),
                            id + "@example.com",
                            Role.RESPONDER,
                            true,
                            List.of(
                                    new ContactMethod(
                                            "m", Channel.EMAIL, id + "@example.com", true))));
        }

        @Override
        public List<Person> owners(OrganizationId organization) {
            return List.of();
        }
    }

    /// @return 0 when the bar holds, 1 when not
    static int run(PrintStream out) {
        Quiet.logs();
        try {
            Path data = Files.createTempDirectory("schedules");
            try (var store =
                    Store.open(StoreSettings.sqlite(data.resolve("bellwether.db")), () -> NOW)) {
                return run(out, new OnCall(store, new Company(), new NoSecrets()));
            } finally {
                WatchScale.remove(data);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int run(PrintStream out, OnCall room) throws IOException {
        out.println("load of the machine before: " + WatchScale.load());
        var ids = new ArrayList<ScheduleId>();
        for (int i = 0; i < SCHEDULES; i++) {
            ids.add(room.schedules().make(ACME, draft(i), true, CLERK).id());
        }
        override(room, ids.getFirst());
        double[] both = times(at -> room.rota().at(ACME, ids.getFirst(), at));
        double[] who = times(at -> room.schedules().onCall(ACME, ids.getFirst(), at));
        long before = System.nanoTime();
        long shifts = 0;
        for (ScheduleId id : ids) {
            shifts += room.rota().shifts(ACME, id, NOW, NOW.plus(Duration.ofDays(365))).size();
            room.rota().coverage(ACME, id, NOW);
        }
        double year = (System.nanoTime() - before) / 1e9;

        out.println("load of the machine after: " + WatchScale.load() + "\n");
        out.println("| question | mean ms | p50 ms | p99 ms | slowest ms |");
        out.println("| --- | ---: | ---: | ---: | ---: |");
        row(out, "who is on call, until when, and who is next", both);
        row(out, "who is on call", who);
        out.printf(
                Locale.ROOT,
                "%n%d schedules of %d people: a year's %,d shifts and the proof of each schedule: %.2f s%n",
                SCHEDULES,
                PEOPLE,
                shifts,
                year);
        double mean = mean(both);
        boolean holds = mean < BAR_MILLIS && year < BAR_SECONDS;
        out.printf(
                Locale.ROOT,
                "%nbar schedules: %s (who and who next under 1 ms in the mean, is %.3f; a year under 10 s, is %.2f)%n",
                holds ? "holds" : "falls short",
                mean,
                year);
        return holds ? 0 : 1;
    }

    private static void row(PrintStream out, String question, double[] sorted) {
        out.printf(
                Locale.ROOT,
                "| %s | %.3f | %.3f | %.3f | %.3f |%n",
                question,
                mean(sorted),
                WatchTally.quantile(sorted, 0.5),
                WatchTally.quantile(sorted, 0.99),
                sorted[sorted.length - 1]);
    }

    private static double mean(double[] millis) {
        return Arrays.stream(millis).average().orElseThrow();
    }

    /// Asks at random instants of the year, one question after the other.
    private static double[] times(Consumer<Instant> ask) {
        var random = new Random(7);
        var millis = new double[QUESTIONS];
        for (int i = -WARM_UP; i < QUESTIONS; i++) {
            Instant at = NOW.plusSeconds(random.nextInt(365 * 86_400));
            long before = System.nanoTime();
            ask.accept(at);
            if (i >= 0) {
                millis[i] = (System.nanoTime() - before) / 1e6;
            }
        }
        Arrays.sort(millis);
        return millis;
    }

    private static ScheduleDraft draft(int i) {
        List<PersonId> people =
                IntStream.range(0, 50)
                        .mapToObj(p -> new PersonId("p" + (i * 5 + p) % PEOPLE))
                        .toList();
        LocalDate start = LocalDate.parse("2025-01-06");
        return new ScheduleDraft(
                "Schedule " + i,
                "",
                i % 2 == 0 ? "Europe/Berlin" : "America/Chicago",
                List.of(
                        new LayerDraft(
                                Optional.empty(),
                                "Weeks",
                                new Rotation(Rotation.Unit.WEEKLY, 1, start, LocalTime.of(9, 0)),
                                people,
                                List.of()),
                        new LayerDraft(
                                Optional.empty(),
                                "Nights",
                                new Rotation(Rotation.Unit.HOURLY, 12, start, LocalTime.of(8, 0)),
                                people.subList(0, 10),
                                List.of(
                                        new Restriction(
                                                Set.of(),
                                                LocalTime.of(20, 0),
                                                LocalTime.of(8, 0)))),
                        new LayerDraft(
                                Optional.empty(),
                                "Office",
                                new Rotation(Rotation.Unit.DAILY, 1, start, LocalTime.of(9, 0)),
                                people.subList(10, 30),
                                List.of(
                                        new Restriction(
                                                EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
                                                LocalTime.of(9, 0),
                                                LocalTime.of(17, 0))))));
    }

    private static void override(OnCall room, ScheduleId id) {
        for (int i = 0; i < OVERRIDES; i++) {
            Instant start = NOW.plus(Duration.ofHours(29L * i + 1));
            room.overrides()
                    .make(
                            ACME,
                            id,
                            new OverrideDraft(
                                    ScheduleOverride.Kind.REPLACE,
                                    Optional.of(new PersonId("p" + i % 50)),
                                    Optional.empty(),
                                    start,
                                    start.plus(Duration.ofHours(4)),
                                    ""),
                            true,
                            CLERK);
        }
    }
}
