package dev.bellwether.server;

import dev.bellwether.guard.Guard;
import dev.bellwether.guard.GuardSettings;
import java.nio.file.Path;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The guard as it runs in this process, alone or within `serve`.
final class GuardService implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GuardService.class);

    private final Guard guard;
    private final GuardAdmin admin;

    /// Nothing runs yet.
    ///
    /// @param data the data directory
    /// @param metrics that its figures become part of
    /// @throws Refusal when it cannot be set up like this
    GuardService(GuardConfig config, Path data, Metrics metrics, InstantSource clock) {
        try {
            this.guard = new Guard(config.settings(data), clock);
        } catch (IllegalArgumentException e) {
            throw new Refusal(
                    "the guard: " + e.getMessage() + "; set guard.memory-limit or --memory-limit");
        }
        GuardMetrics.register(metrics, guard);
        this.admin =
                new GuardAdmin(
                        guard, config.admin(), GuardToken.take(config, data), metrics, clock);
    }

    /// @throws Refusal when it cannot listen
    void start() {
        try {
            guard.start();
        } catch (IllegalStateException e) {
            throw new Refusal(String.valueOf(e.getMessage()));
        }
        admin.start();
        GuardSettings settings = guard.settings();
        LOG.info(
                "The guard listens on {}: send ClickHouse's clients there instead of to {}",
                new GuardConfig.Endpoint(settings.host(), guard.port()),
                settings.nodes());
        LOG.info(
                "Each node may have {}; {} are kept in reserve, queries share the rest, one that is not"
                        + " known yet begins with {}",
                megabytes(settings.limit()),
                megabytes(settings.reserve()),
                megabytes(settings.probe()));
        LOG.info("`bellwether guard status` asks it at 127.0.0.1:{}; metrics too", admin.port());
    }

    int adminPort() {
        return admin.port();
    }

    private static String megabytes(long bytes) {
        return (bytes >> 20) + " MB";
    }

    @Override
    public void close() {
        admin.close();
        guard.close();
    }
}
