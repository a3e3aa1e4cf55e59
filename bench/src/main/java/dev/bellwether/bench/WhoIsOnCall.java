package dev.bellwether.bench;

import dev.bellwether.model.ChannelsSetUp;
import dev.bellwether.model.Directory;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.Person;
import dev.bellwether.model.PersonId;
import dev.bellwether.model.ScheduleId;
import dev.bellwether.oncall.OnCall;
import dev.bellwether.oncall.OnDuty;
import dev.bellwether.people.People;
import dev.bellwether.store.Store;
import dev.bellwether.store.StoreSettings;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/// "Who is on call, and who comes next?", measured by JMH: asked through the room's door with
/// SQLite below it, at random instants of the year that [ScheduleYear] replayed, of its schedule of
/// 50 people with three layers, three editions and 300 overrides; in a process of its own.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class WhoIsOnCall {
    private static final String DIRECTORY = "bellwether.who-is-on-call.directory";
    private static final String SCHEDULE = "bellwether.who-is-on-call.schedule";
    private static final Instant BEGIN = YearScript.BEGIN;
    private static final OrganizationId ACME = People.DEFAULT;

    private final Random random = new Random(7);
    private final ScheduleId schedule = new ScheduleId(System.getProperty(SCHEDULE, "none"));
    private final Store store = open();
    private final OnCall oncall =
            new OnCall(store, new Nobody(), new NoSecrets(), ChannelsSetUp.all());

    /// A question and how long its answer took, in milliseconds.
    record Answer(String question, double mean, double median, double p99, double p999) {}

    /// Takes about half a minute.
    ///
    /// @param directory with the database, which nobody has open
    static List<Answer> measure(Path directory, ScheduleId schedule) {
        try {
            Collection<RunResult> results =
                    new Runner(
                                    new OptionsBuilder()
                                            .include(WhoIsOnCall.class.getName() + ".*")
                                            .jvmArgsAppend(
                                                    "-XX:+UseSerialGC",
                                                    "--enable-native-access=ALL-UNNAMED",
                                                    "-D" + DIRECTORY + "=" + directory,
                                                    "-D" + SCHEDULE + "=" + schedule)
                                            .verbosity(VerboseMode.SILENT)
                                            .shouldFailOnError(true)
                                            .build())
                            .run();
            return results.stream().map(WhoIsOnCall::answer).toList();
        } catch (RunnerException e) {
            throw new IllegalStateException("JMH could not measure who is on call", e);
        }
    }

    private static Answer answer(RunResult result) {
        var times = result.getPrimaryResult().getStatistics();
        String name = result.getPrimaryResult().getLabel();
        return new Answer(
                name.equals("whoAndNext")
                        ? "who is on call, until when, and who is next"
                        : "who is on call",
                times.getMean(),
                times.getPercentile(50),
                times.getPercentile(99),
                times.getPercentile(99.9));
    }

    private static Store open() {
        Quiet.logs();
        Path file = Path.of(System.getProperty(DIRECTORY, "."), YearCompany.DATABASE);
        return Store.open(StoreSettings.sqlite(file), () -> BEGIN);
    }

    /// Who can be reached is not asked here.
    private static final class Nobody implements Directory {
        @Override
        public Optional<Person> person(OrganizationId organization, PersonId id) {
            return Optional.empty();
        }

        @Override
        public List<Person> owners(OrganizationId organization) {
            return List.of();
        }
    }

    @TearDown
    public void close() {
        store.close();
    }

    @Benchmark
    public OnDuty whoAndNext() {
        return oncall.rota().at(ACME, schedule, anyInstant());
    }

    @Benchmark
    public List<PersonId> who() {
        return oncall.schedules().onCall(ACME, schedule, anyInstant());
    }

    private Instant anyInstant() {
        return BEGIN.plusSeconds(random.nextInt(365 * 86_400));
    }
}
