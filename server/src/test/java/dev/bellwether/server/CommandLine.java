package dev.bellwether.server;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The program's commands, run in this process.
final class CommandLine {
    private CommandLine() {}

    record Ran(int code, String text) {}

    /// @param words a command for a running server
    static Ran run(String url, String token, String... words) {
        return run(List.of(words), List.of("--url", url, "--token", token));
    }

    /// @param words a command for this machine
    static Ran run(Path config, String... words) {
        return run(List.of(words), List.of("--config", config.toString()));
    }

    private static Ran run(List<String> words, List<String> options) {
        var text = new StringWriter();
        var out = new PrintWriter(text, true);
        var arguments = new ArrayList<>(words);
        arguments.addAll(options);
        int code =
                Main.commandLine()
                        .setOut(out)
                        .setErr(out)
                        .execute(arguments.toArray(String[]::new));
        return new Ran(code, text.toString());
    }
}
