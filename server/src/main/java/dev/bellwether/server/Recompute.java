package dev.bellwether.server;

import dev.bellwether.model.NotFound;
import dev.bellwether.model.VerdictChanged;
import dev.bellwether.model.VerdictId;
import dev.bellwether.store.Backups;
import dev.bellwether.store.Store;
import dev.bellwether.store.StoreSettings;
import dev.bellwether.watch.Recomputed;
import dev.bellwether.watch.Verdicts;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Decides a verdict again from its stored evidence. Exit code 0: the same came out; 1: another. A
/// SQLite file belongs to the server that runs on it, so this reads a copy.
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
    public Integer call() throws IOException {
        Settings settings = config.settings();
        StoreSettings database = Translate.store(settings);
        if (database.isPostgres()) {
            return from(database);
        }
        Path directory = Files.createTempDirectory("bellwether-recompute");
        Path copy = directory.resolve("copy.db");
        try {
            Backups.write(database, copy, Instant.now());
            return from(StoreSettings.sqlite(copy));
        } finally {
            Directories.remove(directory);
        }
    }

    private int from(StoreSettings database) {
        try (var store = Store.open(database, InstantSource.system())) {
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
