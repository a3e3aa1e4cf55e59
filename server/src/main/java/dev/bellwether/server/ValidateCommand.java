package dev.bellwether.server;

import dev.bellwether.guard.GuardSettings;
import dev.bellwether.guard.Measured;
import dev.bellwether.guard.Replay;
import dev.bellwether.guard.Validation;
import dev.bellwether.guard.Workload;
import dev.bellwether.guard.WorkloadQuery;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Runs a captured workload on a node and fails when a form of query needs more than it did. Exit
/// code 0: all passed; 1: some failed; 2: something could not be measured, or was asked wrongly.
@Command(
        name = "validate",
        description =
                "Run a captured workload on a ClickHouse node; fail when a query needs more memory than"
                        + " before.",
        mixinStandardHelpOptions = true)
final class ValidateCommand implements Callable<Integer> {
    static final int UNMEASURED = 2;
    private static final long MB = 1L << 20;
    private static final Kind<Long> SIZE = Kind.size(8 * MB, 1L << 40);
    private static final Kind<Duration> SPAN =
            Kind.span(Duration.ofSeconds(1), Duration.ofHours(1));

    @Mixin ConfigOption config = new ConfigOption();

    @Option(
            names = "--workload",
            required = true,
            paramLabel = "FILE",
            description = "What `bellwether guard capture --out` wrote")
    Path workload = Path.of("");

    @Option(
            names = "--upstream",
            paramLabel = "URL",
            description = "The node's HTTP address, such as http://localhost:8123")
    @Nullable String upstream;

    @Option(
            names = "--baseline",
            paramLabel = "FILE",
            description = "What forms needed before (default: what the workload says)")
    @Nullable Path baseline;

    @Option(
            names = "--budget",
            paramLabel = "SIZE",
            description = "What no query may pass, such as '2 GB' (default: none)")
    @Nullable String budget;

    @Option(
            names = "--cap",
            paramLabel = "SIZE",
            defaultValue = "1 GB",
            description = "What a run may take of which nothing is known (default: 1 GB)")
    String cap = "1 GB";

    @Option(
            names = "--allow",
            paramLabel = "PERCENT",
            defaultValue = "30",
            description = "How much more is still well (default: 30)")
    int allow = 30;

    @Option(
            names = "--passes",
            paramLabel = "COUNT",
            defaultValue = "3",
            description = "How often each is run (default: 3)")
    int passes = 3;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "60s",
            description = "How long a run may take (default: 60s)")
    String timeout = "60s";

    @Option(
            names = "--junit",
            paramLabel = "FILE",
            description = "Write what came of it as JUnit XML")
    @Nullable Path junit;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Write what was measured: the baseline of next time")
    @Nullable Path out;

    @Option(
            names = "--user",
            paramLabel = "NAME",
            description =
                    "User at the node (default: default); its password comes from"
                            + " BELLWETHER_GUARD_PASSWORD")
    @Nullable String user;

    @Spec CommandSpec spec = CommandSpec.create();

    /// What came of a form, and how long that took.
    record Tried(Validation.Finding finding, Duration took) {}

    @Override
    public Integer call() throws InterruptedException {
        GuardConfig guard = config.settings(said()).guard();
        if (!guard.isSet()) {
            throw wrong("say --upstream http://HOST:8123, or set guard.upstream");
        }
        var validation =
                new Validation(
                        1 + within(allow, 0, 10_000, "--allow") / 100.0,
                        budget == null
                                ? OptionalLong.empty()
                                : OptionalLong.of(parsed(SIZE, "--budget", budget)));
        long least = parsed(SIZE, "--cap", cap);
        var limits =
                new Replay.Limits(
                        within(passes, 1, 100, "--passes"), parsed(SPAN, "--timeout", timeout));
        try {
            Workload asked = Workload.read(workload);
            Optional<Workload> before =
                    baseline == null ? Optional.empty() : Optional.of(Workload.read(baseline));
            return run(guard, asked, before, validation, least, limits);
        } catch (Workload.Unreadable | IOException e) {
            spec.commandLine().getErr().println("bellwether: " + e.getMessage());
            return UNMEASURED;
        }
    }

    private int run(
            GuardConfig guard,
            Workload asked,
            Optional<Workload> before,
            Validation validation,
            long least,
            Replay.Limits limits)
            throws InterruptedException, IOException, Workload.Unreadable {
        var node = URI.create(guard.upstream().getFirst());
        var login = new GuardSettings.Login(guard.user(), guard.password());
        var tried = new ArrayList<Tried>();
        try (var replay = new Replay(node, login, limits, InstantSource.system())) {
            Optional<String> trouble = replay.trouble();
            if (trouble.isPresent()) {
                spec.commandLine()
                        .getErr()
                        .printf("bellwether: the node at %s: %s%n", node, trouble.get());
                return UNMEASURED;
            }
            for (WorkloadQuery query : asked.queries()) {
                Optional<WorkloadQuery> known =
                        before.isPresent()
                                ? before.get().of(query.fingerprint())
                                : Optional.of(query).filter(one -> one.count() > 0);
                long begun = System.nanoTime();
                Measured measured = replay.measure(query, validation.cap(known, least));
                tried.add(
                        new Tried(
                                validation.judge(query, known, measured),
                                Duration.ofNanos(System.nanoTime() - begun)));
            }
        }
        ValidateReport.lines(tried).forEach(spec.commandLine().getOut()::println);
        if (junit != null) {
            Files.writeString(junit, JUnitXml.of(tried));
        }
        if (out != null) {
            measured(asked, tried).write(out);
        }
        return code(tried);
    }

    private static int code(List<Tried> tried) {
        if (tried.stream().anyMatch(one -> one.finding().isFailure())) {
            return 1;
        }
        boolean isMeasured =
                !tried.isEmpty()
                        && tried.stream()
                                .noneMatch(one ->
                                        one.finding().verdict() == Validation.Verdict.NOT_MEASURED);
        return isMeasured ? 0 : UNMEASURED;
    }

    /// What could not be measured is not in it.
    private static Workload measured(Workload asked, List<Tried> tried) {
        var queries = new ArrayList<WorkloadQuery>();
        for (Tried one : tried) {
            if (one.finding().measured() instanceof Measured.Needed needed) {
                queries.add(one.finding().query().measured(needed.bytes(), needed.rows()));
            }
        }
        return new Workload(InstantSource.system().instant(), asked.leftOut(), queries);
    }

    private <T> T parsed(Kind<T> kind, String option, String text) {
        try {
            return kind.parse().apply(text);
        } catch (RuntimeException e) {
            throw wrong("%s '%s' is not %s".formatted(option, text, kind.allowed()));
        }
    }

    private int within(int value, int least, int most, String option) {
        if (value < least || value > most) {
            throw wrong("%s %d: must be %d to %d".formatted(option, value, least, most));
        }
        return value;
    }

    private ParameterException wrong(String why) {
        return new ParameterException(spec.commandLine(), why);
    }

    private Map<String, Located> said() {
        return new Said()
                .and(GuardKeys.UPSTREAM, "--upstream", upstream)
                .and(GuardKeys.USER, "--user", user)
                .all();
    }
}
