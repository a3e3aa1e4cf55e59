package dev.bellwether.server;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/// Recomputes a campaign's figures from the raw events. Exit code 0: the same came out; 1: not.
@Command(
        name = "verify",
        description =
                "Recompute a campaign's sums from the raw events by other code, and its p-values by"
                        + " permutation; tell what differs.",
        mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {
    @Mixin SetupCall server = new SetupCall();

    @Option(names = "--site", required = true, paramLabel = "SITE", description = "Its id")
    String site = "";

    @Parameters(paramLabel = "CAMPAIGN", description = "A JSON file: what is counted")
    Path campaign = Path.of("");

    @Spec CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        var answer = server.post("/api/v1/sites/" + site + "/verify", text());
        if (answer.status() != 200) {
            throw SetupCall.refused(answer);
        }
        return show(answer.json());
    }

    private String text() {
        try {
            return Files.readString(campaign);
        } catch (IOException e) {
            throw new Refusal("'" + campaign + "' cannot be read: " + Reason.of(e));
        }
    }

    private int show(JsonNode told) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                Locale.ROOT,
                "%,d events of exposed visitors; %,d visitors count, %,d saw several variations%n",
                told.path("events").asLong(),
                told.path("visitors").asLong(),
                told.path("several").asLong());
        out.printf(
                Locale.ROOT,
                "%,d sums compared, %,d differ; the largest difference is %.2g of the number%n",
                told.path("compared").asLong(),
                told.path("differing").asLong(),
                told.path("largest").asDouble());
        for (JsonNode line : told.path("lines")) {
            out.printf(
                    Locale.ROOT,
                    "  %s, %s, %s, %s: raw events say %s, served is %s%n",
                    line.path("metric").asString(),
                    line.path("variation").asString(),
                    line.path("day").asString(),
                    line.path("number").asString(),
                    line.path("plain").asDouble(),
                    line.path("engine").asDouble());
        }
        for (JsonNode dealt : told.path("dealt")) {
            out.printf(
                    Locale.ROOT,
                    "%s, %s: p = %.4f by formula, %.4f (± %.4f) by dealing the visitors anew%n",
                    dealt.path("metric").asString(),
                    dealt.path("variation").asString(),
                    dealt.path("byFormula").asDouble(),
                    dealt.path("byDealing").asDouble(),
                    dealt.path("error").asDouble());
        }
        boolean isSame = told.path("differing").asLong() == 0;
        out.println(isSame ? "The same." : "NOT the same.");
        return isSame ? 0 : 1;
    }
}
