package dev.bellwether.server;

import dev.bellwether.model.NotFound;
import dev.bellwether.model.VerdictChanged;
import dev.bellwether.model.VerdictId;
import dev.bellwether.store.Store;
import dev.bellwether.watch.Recomputed;
import dev.bellwether.watch.Verdicts;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Decides a verdict again from its stored evidence. Exit code 0: the same came out; 1: another.
@Command(
        name = "recompute",
        description = "Decide a verdict again from its stored evidence, and compare.",
        mixinStandardHelpOptions = true)
final class Recompute implements Callable<Integer> {
    @Mixin ConfigOption config = new ConfigOption();

    @Parameters(paramLabel = "VERDICT", description = "Its id, as console and API show it")
    String verdict = "";

    @Spec CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Settings settings = config.settings();
        try (var store = Store.open(Translate.store(settings), InstantSource.system())) {
            var verdicts = new Verdicts(store);
            Recomputed recomputed = verdicts.recompute(new VerdictId(verdict));
            show(recomputed);
            return recomputed.isSame() ? 0 : 1;
        } catch (NotFound | IllegalArgumentException e) {
            throw new Refusal(String.valueOf(e.getMessage()));
        }
    }

    private void show(Recomputed recomputed) {
        PrintWriter out = spec.commandLine().getOut();
        VerdictChanged stored = recomputed.stored();
        out.printf(
                "Stored:     %s to %s (%s), decided %s: %s%n",
                stored.from(), stored.to(), stored.status(), stored.decidedAt(), stored.summary());
        recomputed
                .computed()
                .ifPresentOrElse(
                        now ->
                                out.printf(
                                        "Recomputed: %s to %s (%s), decided %s: %s%n",
                                        now.from(),
                                        now.to(),
                                        now.status(),
                                        now.decidedAt(),
                                        now.summary()),
                        () -> out.println("Recomputed: no change"));
        out.println(recomputed.isSame() ? "The same." : "NOT the same.");
    }
}
