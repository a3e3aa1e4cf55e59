package dev.bellwether.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One run of wrk: 64 connections kept alive, one thread.
final class Wrk {
    private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([0-9.]+)");
    private static final Pattern P99 = Pattern.compile("99%\\s+([0-9.]+)(us|ms|s)");
    private static final Pattern BAD = Pattern.compile("Non-2xx or 3xx responses: (\\d+)");

    /// @param rate requests per second
    record Result(double rate, double p99Millis) {}

    private Wrk() {}

    static Result run(String wrk, int port, String path, boolean gzip, int seconds) {
        var command =
                new ArrayList<>(List.of(wrk, "-t1", "-c64", "-d" + seconds + "s", "--latency"));
        if (gzip) {
            command.addAll(List.of("-H", "Accept-Encoding: gzip"));
        }
        command.add("http://127.0.0.1:" + port + path);
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            String text =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (BAD.matcher(text).find()) {
                throw new IllegalStateException("wrk got errors:\n" + text);
            }
            return new Result(number(RATE, text), p99(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The middle one by rate, with the middle p99.
    static Result median(List<Result> results) {
        var rates = results.stream().map(Result::rate).sorted().toList();
        var p99 =
                results.stream().map(Result::p99Millis).sorted(Comparator.naturalOrder()).toList();
        return new Result(rates.get(rates.size() / 2), p99.get(p99.size() / 2));
    }

    private static double p99(String text) {
        Matcher matcher = P99.matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException("wrk said no p99:\n" + text);
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
