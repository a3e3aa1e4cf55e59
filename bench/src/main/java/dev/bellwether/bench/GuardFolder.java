package dev.bellwether.bench;

import dev.bellwether.bed.Missing;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;

/// What the benchmarks of the guard share: a folder that goes with them, and their last words.
final class GuardFolder {
    /// What is measured in a folder.
    interface Measured {
        boolean in(Path folder) throws IOException;
    }

    private GuardFolder() {}

    /// @return 0 when it holds; 1 when not, or when a package is missing, which is said
    static int measure(PrintStream out, Measured measured) {
        Quiet.logs();
        try {
            Path folder = Files.createTempDirectory("bellwether-guard");
            try {
                return measured.in(folder) ? 0 : 1;
            } finally {
                delete(folder);
            }
        } catch (Missing e) {
            out.println(e.getMessage());
            return 1;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The load of the machine, which stands beside every figure.
    static String load() {
        return String.format(
                Locale.ROOT,
                "%d processors, one-minute load average %.1f",
                Runtime.getRuntime().availableProcessors(),
                java.lang.management.ManagementFactory.getOperatingSystemMXBean()
                        .getSystemLoadAverage());
    }

    private static void delete(Path folder) throws IOException {
        Files.walkFileTree(
                folder,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Files.delete(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(Path one, IOException e)
                            throws IOException {
                        Files.delete(one);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }
}
