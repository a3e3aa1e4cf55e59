package dev.bellwether.guard;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/// Runs forms of queries on a node, one after the other, and sees what they need: read-only, within
/// a cap and a time, their answers dropped.
///
/// What a run had at its highest is told by `system.processes`, looked at all the while, and proven
/// by a run under that as its cap. Of one that is too short to be seen, the cap is found that is
/// enough: 10 MiB, doubled until it runs.
public final class Replay implements AutoCloseable {
    private static final int ERROR_BYTES = 64 << 10;
    private static final long LOOK_MILLIS = 5;

    private final Upstream upstream;
    private final GuardSettings.Login login;
    private final InstantSource clock;
    private final Limits limits;

    /// How a form is run.
    ///
    /// @param passes how often, at least 1
    /// @param longest a run may take
    public record Limits(int passes, Duration longest) {}

    public Replay(URI node, GuardSettings.Login login, Limits limits, InstantSource clock) {
        this.upstream = new Upstream(node);
        this.login = login;
        this.limits = limits;
        this.clock = clock;
    }

    /// Why the node does not answer, or does not let in; empty when all is well.
    public Optional<String> trouble() throws InterruptedException {
        return switch (run("SELECT 1", new Address(""), 0)) {
            case Run.Done _ -> Optional.empty();
            case Run.OutOfMemory _ -> Optional.of("it has no memory for SELECT 1");
            case Run.Broken(String why) -> Optional.of(why);
        };
    }

    private sealed interface Run {
        record Done(long peak, long rows) implements Run {}

        record OutOfMemory() implements Run {}

        record Broken(String why) implements Run {}
    }

    /// @param cap bytes that a run may take
    public Measured measure(WorkloadQuery query, long cap) throws InterruptedException {
        long peak = 0;
        long rows = 0;
        for (int pass = 0; pass < limits.passes(); pass++) {
            switch (run(query, cap)) {
                case Run.Done done -> {
                    peak = Math.max(peak, done.peak());
                    rows = Math.max(rows, done.rows());
                }
                case Run.OutOfMemory _ -> {
                    return new Measured.Needed(cap, Long.MAX_VALUE, rows);
                }
                case Run.Broken(String why) -> {
                    return new Measured.Failed(why);
                }
            }
        }
        return peak > 0 ? proven(query, peak, rows, cap) : enough(query, cap);
    }

    /// What was seen is tried as a cap, with a tenth and what is not tracked at once above it: the
    /// peak may have come between two looks.
    private Measured proven(WorkloadQuery query, long peak, long rows, long cap)
            throws InterruptedException {
        long ranOutOf = 0;
        for (long tried = peak + peak / 10 + Ceilings.UNTRACKED; tried < cap; tried += tried / 4) {
            switch (run(query, tried)) {
                case Run.Done _ -> {
                    return ranOutOf == 0
                            ? new Measured.Needed(peak, peak, rows)
                            : new Measured.Needed(ranOutOf, tried, rows);
                }
                case Run.OutOfMemory _ -> ranOutOf = tried;
                case Run.Broken(String why) -> {
                    return new Measured.Failed(why);
                }
            }
        }
        return new Measured.Needed(Math.max(peak, ranOutOf), cap, rows);
    }

    /// Nobody saw it: with how little it runs.
    private Measured enough(WorkloadQuery query, long cap) throws InterruptedException {
        long ranOutOf = 0;
        for (long tried = Forecasts.LEAST; tried < cap; tried *= 2) {
            switch (run(query, tried)) {
                case Run.Done _ -> {
                    return new Measured.Needed(ranOutOf, tried, 0);
                }
                case Run.OutOfMemory _ -> ranOutOf = tried;
                case Run.Broken(String why) -> {
                    return new Measured.Failed(why);
                }
            }
        }
        return new Measured.Needed(ranOutOf, cap, 0);
    }

    private Run run(WorkloadQuery query, long cap) throws InterruptedException {
        var address = new Address("");
        if (!query.database().isEmpty()) {
            address.put("database", query.database());
        }
        query.settings().forEach(one -> address.put(one.name(), one.value()));
        String sql = query.example();
        if (Statement.of(sql) instanceof Statement.Read read) {
            sql = Ceilings.of(cap, cap).clamp(read.tokens()).sql();
        }
        return run(sql, address, cap);
    }

    private Run run(String sql, Address address, long cap) throws InterruptedException {
        String id = "validate-" + UUID.randomUUID();
        address.put("query_id", id);
        address.put("max_execution_time", Long.toString(Math.max(1, limits.longest().toSeconds())));
        if (cap > 0) {
            address.put(Ceilings.CAP, Long.toString(cap));
        }
        // Last, for it forbids nothing that stands before it.
        address.put("readonly", "2");
        var watch = new Watch(id);
        Thread looking = Thread.ofVirtual().name("validate-look").start(watch);
        try (Upstream.Answer answer =
                upstream.send(
                        "POST",
                        new Asked("/", address, sql.getBytes(StandardCharsets.UTF_8), true, true),
                        Credentials.of(login).headers(),
                        new ByteArrayInputStream(new byte[0]),
                        limits.longest().plusSeconds(10),
                        () -> {})) {
            byte[] first = answer.body().readNBytes(ERROR_BYTES);
            answer.body().transferTo(OutputStream.nullOutputStream());
            if (answer.response().getStatus() == 200) {
                return watch.done();
            }
            return ServerError.isOutOfMemory(answer, first)
                    ? new Run.OutOfMemory()
                    : new Run.Broken(firstLine(first));
        } catch (IOException e) {
            return new Run.Broken(Upstream.why(e));
        } finally {
            watch.isOver = true;
            looking.join();
        }
    }

    private static String firstLine(byte[] body) {
        String line =
                new String(body, StandardCharsets.UTF_8)
                        .lines()
                        .findFirst()
                        .orElse("an error without a word");
        return line.length() > 300 ? line.substring(0, 300) + "…" : line;
    }

    /// Looks at one query until it is over.
    private final class Watch implements Runnable {
        private final String id;
        private final NodeEye eye = new NodeEye(upstream, login, clock);
        private volatile boolean isOver;
        private volatile long peak;
        private volatile long rows;

        Watch(String id) {
            this.id = id;
        }

        @Override
        public void run() {
            try {
                while (!isOver && eye.look() instanceof Look.Told told) {
                    for (Look.Running one : told.queries()) {
                        if (one.id().equals(id)) {
                            peak = Math.max(peak, one.peak());
                            rows = Math.max(rows, one.rows());
                        }
                    }
                    Thread.sleep(LOOK_MILLIS);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        Run done() {
            return new Run.Done(peak, rows);
        }
    }

    @Override
    public void close() {
        upstream.close();
    }
}
