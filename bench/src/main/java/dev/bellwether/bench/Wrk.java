package dev.bellwether.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One run of wrk: connections kept alive, one thread.
final class Wrk {
    private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([0-9.]+)");
    private static final Pattern P50 = Pattern.compile("50%\\s+([0-9.]+)(us|ms|s)");
    private static final Pattern P99 = Pattern.compile("99%\\s+([0-9.]+)(us|ms|s)");
    private static final Pattern BAD = Pattern.compile("Non-2xx or 3xx responses: (\\d+)");

    /// @param rate requests per second
    record Result(double rate, double p50Millis, double p99Millis) {}

    private Wrk() {}

    static Result run(String wrk, int port, String path, boolean gzip, int seconds) {
        return run(wrk, port, path, gzip, seconds, 64);
    }

    static Result run(
            String wrk, int port, String path, boolean gzip, int seconds, int connections) {
        var command =
                new ArrayList<>(
                        List.of(wrk, "-t1", "-c" + connections, "-d" + seconds + "s", "--latency"));
        if (gzip) {
            command.addAll(List.of("-H", "Accept-Encoding: gzip"));
        }
        command.add("http://127.0.0.1:" + port + path);
        return measured(command);
    }

    /// Connections that each ask again so many milliseconds after an answer.
    ///
    /// @param folder for what wrk is told
    static Result paced(
            String wrk, int port, String path, int seconds, int connections, int pause, Path folder)
            throws IOException {
        Path script = folder.resolve("pace.lua");
        Files.writeString(script, "function delay() return %d end%n".formatted(pause));
        return measured(
                List.of(
                        wrk,
                        "-t1",
                        "-c" + connections,
                        "-d" + seconds + "s",
                        "--latency",
                        "-s",
                        script.toString(),
                        "http://127.0.0.1:" + port + path));
    }

    /// What the Lua script asks.
    static Result post(String wrk, int port, Path script, int seconds) {
        return measured(
                List.of(
                        wrk,
                        "-t1",
                        "-c64",
                        "-d" + seconds + "s",
                        "--latency",
                        "-s",
                        script.toString(),
                        "http://127.0.0.1:" + port));
    }

    private static Result measured(List<String> command) {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            String text =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (BAD.matcher(text).find()) {
                throw new IllegalStateException("wrk got errors:\n" + text);
            }
            return new Result(number(RATE, text), millis(P50, text), millis(P99, text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The middle one by rate, with the middle p50 and p99.
    static Result median(List<Result> results) {
        return new Result(
                middle(results, Result::rate),
                middle(results, Result::p50Millis),
                middle(results, Result::p99Millis));
    }

    private static double middle(List<Result> results, ToDoubleFunction<Result> figure) {
        return results.stream().mapToDouble(figure).sorted().toArray()[results.size() / 2];
    }

    private static double millis(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException("wrk said no " + pattern + ":\n" + text);
        }
        double value = Double.parseDouble(matcher.group(1));
        return switch (matcher.group(2)) {
            case "us" -> value / 1_000;
            case "s" -> value * 1_000;
            default -> value;
        };
    }

    private static double number(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException("wrk said no rate:\n" + text);
        }
        return Double.parseDouble(matcher.group(1));
    }
}
