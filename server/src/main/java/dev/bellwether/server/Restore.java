package dev.bellwether.server;

import dev.bellwether.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Brings a backup back, with the server stopped. What stood before is put aside, never thrown away.
@Command(
        name = "restore",
        description = "Bring a backup back (with the server stopped).",
        mixinStandardHelpOptions = true)
final class Restore implements Callable<Integer> {
    @Mixin ConfigOption config = new ConfigOption();

    @Parameters(paramLabel = "FILE", description = "An archive written by backup")
    Path source = Path.of("");

    @Option(
            names = "--replace",
            description = "Put what stands aside and take the backup's place of it")
    boolean replace;

    @Spec CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        Settings settings = config.settings();
        if (Translate.store(settings).isPostgres()) {
            throw new Refusal("restore works on SQLite; for PostgreSQL use pg_restore");
        }
        if (!Files.isReadable(source)) {
            throw new Refusal(source + " cannot be read");
        }
        Path data = settings.data();
        Map<String, Path> places =
                Map.of(
                        Archive.DATABASE,
                        DataDirectory.database(data),
                        Archive.HISTORY,
                        DataDirectory.history(data),
                        Archive.KEY,
                        DataDirectory.key(data));
        try (var directory = DataDirectory.take(data)) {
            Path work = Files.createTempDirectory(directory.path(), "restore");
            try {
                List<String> parts = Archive.unpack(source, work);
                makeRoom(places);
                for (String part : parts) {
                    Path place = places.get(part);
                    Files.move(work.resolve(part), place, StandardCopyOption.ATOMIC_MOVE);
                    Archive.onlyOwner(place);
                }
            } finally {
                Archive.remove(work);
            }
            try (var store = Store.open(Translate.store(settings), InstantSource.system())) {
                spec.commandLine()
                        .getOut()
                        .println("Restored: a journal of " + store.journal().head() + " lines");
            }
        }
        return 0;
    }

    private void makeRoom(Map<String, Path> places) throws IOException {
        List<Path> there = places.values().stream().filter(Files::exists).sorted().toList();
        if (there.isEmpty()) {
            return;
        }
        if (!replace) {
            throw new Refusal(
                    there
                            + " stand already; --replace puts them aside and restores in their place");
        }
        String suffix = ".before-" + Instant.now().getEpochSecond();
        for (Path file : there) {
            for (String more : List.of("", "-wal", "-shm", ".wal")) {
                Path beside = file.resolveSibling(file.getFileName() + more);
                if (Files.exists(beside)) {
                    Files.move(beside, beside.resolveSibling(beside.getFileName() + suffix));
                }
            }
            spec.commandLine().getOut().println("Put aside: " + file + suffix);
        }
    }
}
