package dev.bellwether.server;

import dev.bellwether.store.Backups;
import dev.bellwether.store.Store;
import dev.bellwether.store.StoreSettings;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Brings a backup back, with the server stopped. What stood before is kept aside.
@Command(
        name = "restore",
        description = "Bring a backup back (with the server stopped).",
        mixinStandardHelpOptions = true)
final class Restore implements Callable<Integer> {
    @Mixin ConfigOption config = new ConfigOption();

    @Parameters(paramLabel = "FILE", description = "What backup wrote")
    Path source = Path.of("");

    @Spec CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Settings settings = config.settings();
        StoreSettings database = Translate.store(settings);
        var restored = Backups.restore(database, source, Instant.now());
        if (database.isPostgres()) {
            analyze(database);
        }
        var out = spec.commandLine().getOut();
        out.printf("Restored: a journal of %d lines%n", restored.journalHead());
        restored.keptAside().ifPresent(file -> out.println("Kept aside: " + file));
        return 0;
    }

    /// PostgreSQL plans badly for tables that were filled a moment ago, and looks at them by itself
    /// only after a minute.
    private static void analyze(StoreSettings database) {
        try (var store = Store.open(database, InstantSource.system())) {
            store.run(tx -> tx.sql().execute("ANALYZE"));
        }
    }
}
