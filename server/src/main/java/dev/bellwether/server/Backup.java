package dev.bellwether.server;

import dev.bellwether.analytics.CheckHistory;
import dev.bellwether.analytics.HistoryUnavailable;
import dev.bellwether.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Writes one archive: the database, the key of the installation, and the check history when no
/// server holds it. The server may run meanwhile.
@Command(
        name = "backup",
        description = {
            "Write a consistent copy while the server runs.",
            "The archive holds the key of the installation: keep it as safe as the server."
        },
        mixinStandardHelpOptions = true)
final class Backup implements Callable<Integer> {
    @Mixin ConfigOption config = new ConfigOption();

    @Parameters(paramLabel = "FILE", description = "The archive to write; must not be there yet")
    Path target = Path.of("");

    @Spec CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        Settings settings = config.settings();
        if (Files.exists(target)) {
            throw new Refusal(target + " is there already and is not overwritten");
        }
        Path work = Files.createTempDirectory("bellwether-backup");
        try {
            Path database = work.resolve(Archive.DATABASE);
            try (var store = Store.open(Translate.store(settings), InstantSource.system())) {
                store.backup(database);
            }
            history(settings, work.resolve(Archive.HISTORY));
            Path key = DataDirectory.key(settings.data());
            if (Files.exists(key)) {
                Files.copy(key, work.resolve(Archive.KEY));
            }
            Archive.pack(work, target);
        } finally {
            Archive.remove(work);
        }
        spec.commandLine().getOut().println("Written: " + target + ", " + Files.size(target) + " bytes");
        return 0;
    }

    private void history(Settings settings, Path copy) {
        Path file = DataDirectory.history(settings.data());
        if (!Files.exists(file)) {
            return;
        }
        try (var directory = DataDirectory.take(settings.data());
                var history =
                        CheckHistory.open(Translate.history(settings), InstantSource.system())) {
            history.backup(copy);
        } catch (Refusal | HistoryUnavailable e) {
            spec.commandLine()
                    .getErr()
                    .println(
                            "The server runs and holds the check history ("
                                    + file
                                    + "): latencies and uptime of the past are not in this backup."
                                    + " Everything else is.");
        }
    }
}
