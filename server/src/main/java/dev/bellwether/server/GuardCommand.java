package dev.bellwether.server;

import dev.bellwether.guard.Blame;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Runs the guard alone, until the process is told to end. What is not said here comes from the
/// configuration, as within `serve`.
@Command(
        name = "guard",
        description = "Stand before ClickHouse nodes, so that no query takes one down.",
        mixinStandardHelpOptions = true)
final class GuardCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(GuardCommand.class);

    @Mixin ConfigOption config = new ConfigOption();

    @Option(
            names = "--upstream",
            paramLabel = "URL",
            split = ",",
            description = "A node's HTTP address, such as http://localhost:8123; several by commas")
    List<String> upstream = List.of();

    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            description = "Where clients reach the guard (default: 127.0.0.1:8124)")
    @Nullable String listen;

    @Option(
            names = "--memory-limit",
            paramLabel = "SIZE",
            description =
                    "Memory that each node may have, such as '64 GB' (default: its cgroup's or this"
                            + " machine's)")
    @Nullable String limit;

    @Option(
            names = "--reserve",
            paramLabel = "SIZE",
            description = "How much of it is never given to queries (default: a quarter)")
    @Nullable String reserve;

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            description = "off, observe, light or full (default: full)")
    @Nullable String mode;

    @Option(
            names = "--user",
            paramLabel = "NAME",
            description =
                    "The guard's own user at the nodes (default: default); its password comes from"
                            + " BELLWETHER_GUARD_PASSWORD")
    @Nullable String user;

    @Option(
            names = "--admin",
            paramLabel = "HOST:PORT",
            description = "Where it is asked and switched (default: 127.0.0.1:8125)")
    @Nullable String admin;

    @Spec CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        Settings settings = config.settings(said());
        if (!settings.guard().isSet()) {
            throw new Refusal(
                    "there is no node to guard: say --upstream http://HOST:8123, or set guard.upstream");
        }
        var stop = new StopSignal();
        InstantSource clock = InstantSource.system();
        Optional<SharedGuard> shared = SharedGuard.of(settings);
        try (var service =
                new GuardService(
                        settings.guard(),
                        settings.data(),
                        new Metrics(),
                        new Blame(),
                        shared.map(SharedGuard::sharing),
                        false,
                        clock)) {
            shared.ifPresent(one -> one.open(clock));
            service.start();
            stop.await();
            LOG.info("Stopping");
        } finally {
            shared.ifPresent(SharedGuard::close);
            stop.done();
        }
        return 0;
    }

    @Command(
            name = "status",
            description = "Nodes, queue, running queries and blocks of a guard on this machine.",
            mixinStandardHelpOptions = true)
    int status(
            @Mixin GuardCalls calls,
            @Option(names = "--json", description = "All of it, as JSON") boolean json) {
        JsonNode status = calls.get("/status");
        if (json) {
            out().println(status.toPrettyString());
        } else {
            GuardReport.lines(status).forEach(out()::println);
        }
        return 0;
    }

    @Command(
            name = "mode",
            description = "Switch it: off, observe, light or full.",
            mixinStandardHelpOptions = true)
    int mode(@Mixin GuardCalls calls, @Parameters(paramLabel = "MODE") String to) {
        JsonNode now = calls.post("/mode", body().put("mode", to).toString());
        out().println("The guard is " + now.path("mode").asString("") + ".");
        return 0;
    }

    @Command(
            name = "drain",
            description = "Let nothing new in; what runs goes on. --end lets it in again.",
            mixinStandardHelpOptions = true)
    int drain(@Mixin GuardCalls calls, @Option(names = "--end") boolean end) {
        JsonNode now = calls.post("/drain", body().put("on", !end).toString());
        out().println(
                        now.path("draining").asBoolean()
                                ? "Nothing new is let in. `bellwether guard drain --end` ends that."
                                : "Queries are let in again.");
        return 0;
    }

    @Command(
            name = "block",
            description = "Keep a query, a feature or a release out for a while.",
            mixinStandardHelpOptions = true)
    int block(
            @Mixin GuardCalls calls,
            @Parameters(paramLabel = "BY", description = "fingerprint, feature or release")
                    String by,
            @Parameters(paramLabel = "VALUE") String value,
            @Option(
                            names = "--for",
                            paramLabel = "TIME",
                            defaultValue = "1h",
                            description = "For how long, such as 30m, 2h or 7d (default: 1h)")
                    String length,
            @Option(
                            names = "--why",
                            paramLabel = "TEXT",
                            defaultValue = "blocked by hand",
                            description = "As whoever is kept out is told")
                    String why) {
        Duration span = span(length);
        var body = body().put("by", by).put("value", value).put("why", why);
        calls.post("/block", body.put("for", span.toString()).toString());
        out().printf("%s %s is kept out for %s.%n", by, value, Kind.show(span));
        return 0;
    }

    @Command(
            name = "unblock",
            description = "End a block before its time.",
            mixinStandardHelpOptions = true)
    int unblock(
            @Mixin GuardCalls calls,
            @Parameters(paramLabel = "BY", description = "fingerprint, feature or release")
                    String by,
            @Parameters(paramLabel = "VALUE") String value) {
        calls.post("/unblock", body().put("by", by).put("value", value).toString());
        out().printf("%s %s is not kept out.%n", by, value);
        return 0;
    }

    @Command(
            name = "quarantine",
            description =
                    "Hold a query, a feature or a release apart for a while: it runs behind all others,"
                            + " with little memory. --end lets it run with them again.",
            mixinStandardHelpOptions = true)
    int quarantine(
            @Mixin GuardCalls calls,
            @Parameters(paramLabel = "BY", description = "fingerprint, feature or release")
                    String by,
            @Parameters(paramLabel = "VALUE") String value,
            @Option(
                            names = "--feature",
                            paramLabel = "NAME",
                            description = "Of a release: only where this feature sends it")
                    @Nullable String feature,
            @Option(
                            names = "--for",
                            paramLabel = "TIME",
                            defaultValue = "2h",
                            description = "For how long, such as 30m, 2h or 7d (default: 2h)")
                    String length,
            @Option(
                            names = "--why",
                            paramLabel = "TEXT",
                            defaultValue = "held apart by hand",
                            description = "As whoever sends it is told")
                    String why,
            @Option(names = "--end", description = "End it before its time") boolean end) {
        var body = body().put("by", by).put("value", value);
        if (feature != null) {
            body.put("feature", feature);
        }
        if (end) {
            calls.post("/quarantine/end", body.toString());
            out().printf("%s %s runs with all others.%n", by, value);
            return 0;
        }
        Duration span = span(length);
        calls.post("/quarantine", body.put("why", why).put("for", span.toString()).toString());
        out().printf("%s %s is held apart for %s.%n", by, value, Kind.show(span));
        return 0;
    }

    @Command(
            name = "heavy",
            description = "Let heavy queries in again that stay out because a node died twice.",
            mixinStandardHelpOptions = true)
    int heavy(@Mixin GuardCalls calls) {
        calls.post("/heavy", "{}");
        out().println("Heavy queries are let in.");
        return 0;
    }

    @Command(
            name = "cancel",
            description = "End a query that waits or runs, by its query id.",
            mixinStandardHelpOptions = true)
    int cancel(@Mixin GuardCalls calls, @Parameters(paramLabel = "QUERY") String query) {
        calls.post("/cancel", body().put("query", query).toString());
        out().printf("%s was told to end.%n", query);
        return 0;
    }

    @Command(
            name = "capture",
            description =
                    "Take down which forms of reads come by, redacted, for `bellwether validate`.",
            mixinStandardHelpOptions = true)
    int capture(
            @Mixin GuardCalls calls,
            @Option(names = "--begin", description = "Begin anew") boolean begin,
            @Option(
                            names = "--out",
                            paramLabel = "FILE",
                            description = "Write what was taken down so far")
                    @Nullable Path file,
            @Option(names = "--end", description = "End it, and forget") boolean end) {
        if (!begin && file == null && !end || begin && (file != null || end)) {
            throw new ParameterException(
                    spec.commandLine(), "say --begin, or --out FILE, --end, or both of these");
        }
        if (begin) {
            calls.post("/capture", body().put("on", true).toString());
            out().println(
                            "Taken down from now on: `bellwether guard capture --out FILE` writes it.");
        }
        if (file != null) {
            String lines = calls.text("/workload");
            try {
                Files.writeString(file, lines);
            } catch (IOException e) {
                throw new Refusal("%s cannot be written: %s".formatted(file, e.getMessage()));
            }
            out().printf("%d forms of query written to %s.%n", lines.lines().count() - 1, file);
        }
        if (end) {
            calls.post("/capture", body().put("on", false).toString());
            out().println("Nothing is taken down any more.");
        }
        return 0;
    }

    private static Duration span(String length) {
        try {
            return Kind.span(Duration.ofSeconds(1), Duration.ofDays(30)).parse().apply(length);
        } catch (RuntimeException e) {
            throw new Refusal(
                    "--for '%s' is not a duration from 1s to 30d, such as 30m or 2h"
                            .formatted(length));
        }
    }

    private static ObjectNode body() {
        return JsonNodeFactory.instance.objectNode();
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private Map<String, Located> said() {
        return new Said()
                .and(
                        GuardKeys.UPSTREAM,
                        "--upstream",
                        upstream.isEmpty() ? null : String.join(",", upstream))
                .and(GuardKeys.LISTEN, "--listen", listen)
                .and(GuardKeys.MEMORY_LIMIT, "--memory-limit", limit)
                .and(GuardKeys.RESERVE, "--reserve", reserve)
                .and(GuardKeys.MODE, "--mode", mode)
                .and(GuardKeys.USER, "--user", user)
                .and(GuardKeys.ADMIN, "--admin", admin)
                .all();
    }
}
