package dev.bellwether.server;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A/A campaigns on a site's own events, looked at each evening: how often does each method call an
/// effect that is not there? Exit code 0: no method that promises otherwise does so more often than
/// it may, beyond chance; 1: one does.
@Command(
        name = "simulate",
        description =
                "Divide a site's visitors by a coin, look each evening, and tell how often each"
                        + " method errs.",
        mixinStandardHelpOptions = true)
final class SimulateCommand implements Callable<Integer> {
    private static final JsonMapper JSON = new JsonMapper();

    /// Methods that promise an error rate however often one looks.
    private static final List<String> EFFECTS =
            List.of("SEQUENCE", "MIXTURE", "OBRIEN_FLEMING", "POCOCK");

    @Mixin SetupCall server = new SetupCall();

    @Option(names = "--site", required = true, paramLabel = "SITE", description = "Its id")
    String site = "";

    @Option(
            names = "--event",
            required = true,
            paramLabel = "NAME",
            description = "The goal's name, such as order")
    String event = "";

    @Option(
            names = "--measure",
            paramLabel = "WHAT",
            defaultValue = "CONVERSION",
            description =
                    "conversion, count, sum (of the events' values) or ratio (that sum over --per);"
                            + " default: conversion")
    What measure = What.CONVERSION;

    @Option(
            names = "--per",
            paramLabel = "NAME",
            description = "What a ratio divides by: events of this name (default: of --event)")
    @Nullable String per;

    @Option(
            names = "--days",
            paramLabel = "COUNT",
            defaultValue = "30",
            description = "How many days, 2 to 90 (default: 30)")
    int days = 30;

    @Option(
            names = "--until",
            paramLabel = "TIME",
            description = "Where the last day ends, such as 2026-11-01T00:00:00Z (default: now)")
    @Nullable String until;

    @Option(
            names = "--runs",
            paramLabel = "COUNT",
            defaultValue = "1000",
            description = "How many campaigns, 100 to 5000 (default: 1000)")
    int runs = 1_000;

    @Option(
            names = "--seed",
            paramLabel = "NUMBER",
            defaultValue = "1",
            description = "The same seed divides the same way (default: 1)")
    long seed = 1;

    @Spec CommandSpec spec = CommandSpec.create();

    enum What {
        CONVERSION,
        COUNT,
        SUM,
        RATIO
    }

    @Override
    public Integer call() {
        var answer = server.post("/api/v1/sites/" + site + "/simulate", body().toString());
        if (answer.status() != 200) {
            throw SetupCall.refused(answer);
        }
        return show(answer.json());
    }

    private ObjectNode body() {
        ObjectNode body = JSON.createObjectNode();
        ObjectNode asked = body.putObject("measure");
        switch (measure) {
            case CONVERSION -> goal(asked.put("kind", "Conversion").putObject("goal"), event);
            case COUNT -> goal(asked.put("kind", "Count").putObject("goal"), event);
            case SUM -> goal(asked.put("kind", "Total").putObject("goal"), event);
            case RATIO -> {
                asked.put("kind", "Ratio");
                goal(asked.putObject("top").put("values", true).putObject("goal"), event);
                goal(
                        asked.putObject("bottom").put("values", false).putObject("goal"),
                        per == null ? event : per);
            }
        }
        if (until != null) {
            body.put("until", parsed(until).toString());
        }
        return body.put("days", days).put("runs", runs).put("seed", seed);
    }

    private static void goal(ObjectNode goal, String name) {
        goal.put("event", name).putArray("filters");
    }

    private Instant parsed(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--until '" + text + "' is no time such as 2026-11-01T00:00:00Z");
        }
    }

    private int show(JsonNode told) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                Locale.ROOT,
                "%,d visitors from %s to %s, %,d of them taken; %s of %s: %s%n%n",
                told.path("visitors").asLong(),
                told.path("from").asString(),
                told.path("until").asString(),
                told.path("taken").asLong(),
                measure.name().toLowerCase(Locale.ROOT),
                event,
                told.path("value").isNumber()
                        ? String.format(Locale.ROOT, "%.6g", told.path("value").asDouble())
                        : "none");
        out.printf(
                Locale.ROOT,
                "%-40s %,d A/A campaigns, %d evenings%n",
                "called an effect that is not there",
                told.path("runs").asInt(),
                days);
        boolean holds = true;
        for (JsonNode rate : told.path("rates")) {
            double promise = promise(rate.path("method").asString());
            boolean isAbove = rate.path("low").asDouble() > promise;
            holds &= !isAbove;
            out.printf(
                    Locale.ROOT,
                    "%-40s %6.2f %% (%.2f to %.2f)%s%n",
                    rate.path("name").asString(),
                    100 * rate.path("share").asDouble(),
                    100 * rate.path("low").asDouble(),
                    100 * rate.path("high").asDouble(),
                    isAbove ? "  more than it may" : "");
        }
        return holds ? 0 : 1;
    }

    /// How often it may err; 1 where it promises nothing to whoever looks daily.
    private static double promise(String method) {
        if (EFFECTS.contains(method)) {
            return 0.05;
        }
        return switch (method) {
            case "RATIO" -> 0.01;
            case "RATIO_ALARM" -> 0.001;
            default -> 1;
        };
    }
}
