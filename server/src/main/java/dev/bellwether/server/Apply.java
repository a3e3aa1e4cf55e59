package dev.bellwether.server;

import java.io.Console;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/// Makes the set-up what a file says, after showing what that changes.
@Command(
        name = "apply",
        description = {
            "Make the set-up what a file says, after showing what that changes.",
            "With --plan: exit code 0 when nothing would change, 2 when something would."
        },
        mixinStandardHelpOptions = true)
final class Apply implements Callable<Integer> {
    private static final int WOULD_CHANGE = 2;

    @Mixin SetupCall server = new SetupCall();

    @Parameters(paramLabel = "FILE", description = "As `export` writes it")
    Path file = Path.of("");

    @Option(names = "--plan", description = "Only show what would change")
    boolean planOnly;

    @Option(names = "--yes", description = "Do not ask")
    boolean yes;

    @Option(
            names = "--prune",
            description = "Delete what the file's sections do not name; otherwise it stays")
    boolean prune;

    @Spec CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        var document = new SetupFile(file, System.getenv());
        String query = prune ? "?prune=true" : "";
        JsonNode plan = post(document, "/api/v1/setup/plan" + query);
        PrintWriter out = spec.commandLine().getOut();
        boolean changes = new SetupText(out).show(plan);
        out.flush();
        if (planOnly || !changes) {
            return changes ? WOULD_CHANGE : 0;
        }
        if (!yes && !agreed()) {
            return 1;
        }
        post(document, "/api/v1/setup" + query);
        out.println("Applied.");
        return 0;
    }

    private boolean agreed() {
        Console console = System.console();
        if (console == null || !console.isTerminal()) {
            throw new Refusal("nobody can be asked here; give --yes to apply this plan");
        }
        String answer = console.readLine("Apply this plan? Only 'yes' does: ");
        return "yes".equals(answer);
    }

    private JsonNode post(SetupFile document, String path) {
        SetupCall.Answer answer = server.post(path, document.document());
        if (answer.status() == 200) {
            return answer.json();
        }
        if (answer.status() == 400 && !answer.json().path("errors").isEmpty()) {
            var text = new StringBuilder("the file is wrong; nothing was changed:");
            for (JsonNode error : answer.json().path("errors")) {
                String field = error.path("field").asString();
                text.append("\n  ")
                        .append(document.where(field))
                        .append(": ")
                        .append(field)
                        .append(": ")
                        .append(error.path("message").asString());
            }
            throw new Refusal(text.toString());
        }
        throw SetupCall.refused(answer);
    }
}
