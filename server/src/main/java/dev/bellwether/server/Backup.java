package dev.bellwether.server;

import dev.bellwether.store.Backups;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Writes one consistent moment of the database into an archive. The server may run meanwhile.
@Command(
        name = "backup",
        description = "Write a consistent copy of the database while the server runs.",
        mixinStandardHelpOptions = true)
final class Backup implements Callable<Integer> {
    @Mixin ConfigOption config = new ConfigOption();

    @Parameters(paramLabel = "FILE", description = "The archive to write; must not be there yet")
    Path target = Path.of("");

    @Spec CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Settings settings = config.settings();
        var written = Backups.archive(Translate.store(settings), target, Instant.now());
        spec.commandLine()
                .getOut()
                .printf(
                        "Written: %s, %d bytes, a journal of %d lines.%nKeep %s too, in another"
                                + " place: links and stored secrets stand on it.%n",
                        written.file(),
                        written.bytes(),
                        written.journalHead(),
                        DataDirectory.key(settings.data()));
        return 0;
    }
}
