package dev.bellwether.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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

    static ProcessBuilder command(String main, List<String> options, List<String> arguments) {
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
        words.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
        words.addAll(arguments);
        return new ProcessBuilder(words);
    }
}
