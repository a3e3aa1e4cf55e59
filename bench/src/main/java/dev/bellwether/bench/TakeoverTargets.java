package dev.bellwether.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/// What is watched: one address a check, which notes when it was asked, and is well or not.
final class TakeoverTargets implements AutoCloseable {
    private final HttpServer web;
    private final Map<Integer, List<Long>> asked = new HashMap<>();
    private volatile int downFrom;
    private volatile int downTo;

    TakeoverTargets() throws IOException {
        web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 500);
        web.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        web.createContext("/", this::answer);
        web.start();
    }

    String address(int check) {
        return "http://127.0.0.1:" + web.getAddress().getPort() + "/" + check;
    }

    /// From now on these checks fail, and no others.
    void fail(int from, int to) {
        downFrom = from;
        downTo = to;
    }

    private void answer(HttpExchange exchange) throws IOException {
        int check = Integer.parseInt(exchange.getRequestURI().getPath().substring(1));
        synchronized (this) {
            asked.computeIfAbsent(check, c -> new ArrayList<>()).add(System.nanoTime());
        }
        exchange.sendResponseHeaders(check >= downFrom && check < downTo ? 503 : 200, -1);
        exchange.close();
    }

    /// Begins to measure anew.
    synchronized void forget() {
        asked.clear();
    }

    /// How many of the checks were asked since the last [#forget].
    synchronized int seen() {
        return asked.size();
    }

    /// By how much each check was later than its interval, at worst, until now: in seconds, the
    /// worst last.
    ///
    /// @param from when measuring began, in nanoseconds
    synchronized List<Double> lateness(int checks, Duration interval, long from) {
        long end = System.nanoTime();
        return IntStream.range(0, checks)
                .mapToObj(check -> longestGap(asked.getOrDefault(check, List.of()), from, end))
                .map(gap -> Math.max(0, gap - interval.toNanos()) / 1e9)
                .sorted()
                .toList();
    }

    private static long longestGap(List<Long> times, long from, long end) {
        long before = from;
        long longest = 0;
        for (long time : times) {
            longest = Math.max(longest, time - before);
            before = time;
        }
        return Math.max(longest, end - before);
    }

    @Override
    public void close() {
        web.stop(0);
    }
}
