package dev.bellwether.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/// The real curl, and what it saw.
final class Curl {
    private Curl() {}

    /// @param exit 0 when all was well
    /// @param all headers, with names in small letters
    record Answer(int exit, String status, List<String> all, byte[] body) {
        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        /// The cap that the guard says it gave.
        long cap() {
            return all.stream()
                    .filter(h -> h.startsWith("x-bellwether-cap:"))
                    .mapToLong(h -> Long.parseLong(h.substring(17).strip()))
                    .findFirst()
                    .orElseThrow();
        }

        /// Those that are not of the connection, of the moment, or of the guard.
        List<String> headers() {
            return all.stream()
                    .filter(h -> !h.startsWith("connection:") && !h.startsWith("keep-alive:"))
                    .filter(h -> !h.startsWith("transfer-encoding:") && !h.startsWith("date:"))
                    .filter(h -> !h.startsWith("content-length:"))
                    .filter(h -> !h.startsWith("x-bellwether-"))
                    .filter(h -> !h.startsWith("x-clickhouse-query-id:"))
                    .toList();
        }
    }

    static Answer get(Path folder, String address, String... options)
            throws IOException, InterruptedException {
        Path head = Files.createTempFile(folder, "head", "");
        Path body = Files.createTempFile(folder, "body", "");
        var command =
                new ArrayList<>(
                        List.of(
                                "curl",
                                "-sS",
                                "--max-time",
                                "120",
                                "-D",
                                head.toString(),
                                "-o",
                                body.toString()));
        command.addAll(Arrays.asList(options));
        command.add(address);
        Path in = folder.resolve("in");
        Files.writeString(in, "1\n2\n3\n");
        Process process =
                new ProcessBuilder(command)
                        .redirectInput(in.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("curl").toFile())
                        .start();
        assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
        List<String> lines =
                Files.readString(head, StandardCharsets.ISO_8859_1)
                        .lines()
                        .filter(l -> !l.isBlank())
                        .toList();
        assertThat(lines).as(Files.readString(folder.resolve("curl"))).isNotEmpty();
        int last = 0;
        for (int i = 0; i < lines.size(); i++) {
            last = lines.get(i).startsWith("HTTP/") ? i : last;
        }
        List<String> headers =
                lines.subList(last + 1, lines.size()).stream()
                        .map(l ->
                                l.substring(0, l.indexOf(':')).toLowerCase(Locale.ROOT)
                                        + l.substring(l.indexOf(':')))
                        .toList();
        return new Answer(
                process.exitValue(),
                lines.get(last).split(" ")[1],
                headers,
                Files.readAllBytes(body));
    }
}
