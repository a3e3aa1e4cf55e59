package dev.bellwether.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A Java process with the class path of this one.
final class JavaChild {
    /// `-Dbellwether.bench.collector`: Serial (as the launcher has it), G1 or Parallel.
    private static final String COLLECTOR =
            System.getProperty("bellwether.bench.collector", "Serial");

    private JavaChild() {}

    /// @param options for the virtual machine
    static ProcessBuilder of(Class<?> main, String... options) {
        return command(main.getName(), List.of(options), List.of());
    }

    /// The program, with the class path and the cache of classes of `serve` where the launcher has
    /// made them.
    static ProcessBuilder program(List<String> options, List<String> arguments) {
        String main = "dev.bellwether.server.Main";
        Optional<String> path = Optional.ofNullable(System.getProperty("bellwether.program.path"));
        if (path.isEmpty()) {
            return command(main, options, arguments);
        }
        var all = new ArrayList<String>();
        all.add("-XX:AOTCache=" + System.getProperty("bellwether.program.cache"));
        all.addAll(List.of("-Xlog:aot*=off", "-Xlog:cds*=off"));
        all.addAll(options);
        return command(main, path.get(), all, arguments);
    }

    static ProcessBuilder command(String main, List<String> options, List<String> arguments) {
        return command(main, System.getProperty("java.class.path"), options, arguments);
    }

    private static ProcessBuilder command(
            String main, String path, List<String> options, List<String> arguments) {
        var words = new ArrayList<String>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(
                List.of(
                        "-XX:+Use" + COLLECTOR + "GC",
                        "-XX:+UseCompactObjectHeaders",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-Djava.awt.headless=true"));
        words.addAll(options);
        words.addAll(List.of("-cp", path, main));
        words.addAll(arguments);
        return new ProcessBuilder(words);
    }
}
