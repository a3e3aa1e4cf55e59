package dev.bellwether.server;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;

/// The program's commands, run in this process.
final class CommandLine {
    private CommandLine() {}

    record Ran(int code, String text) {}

    /// @param words a command for a running server
    static Ran run(String url, String token, String... words) {
        var text = new StringWriter();
        var out = new PrintWriter(text, true);
        var arguments = new ArrayList<>(List.of(words));
        arguments.addAll(List.of("--url", url, "--token", token));
        int code =
                Main.commandLine()
                        .setOut(out)
                        .setErr(out)
                        .execute(arguments.toArray(String[]::new));
        return new Ran(code, text.toString());
    }
}
