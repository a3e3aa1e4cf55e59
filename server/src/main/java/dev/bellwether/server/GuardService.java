package dev.bellwether.server;

import dev.bellwether.guard.Blame;
import dev.bellwether.guard.BlameLog;
import dev.bellwether.guard.Guard;
import dev.bellwether.guard.GuardSettings;
import dev.bellwether.guard.SharedNodes;
import dev.bellwether.model.Job;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The guard as it runs in this process, alone or within `serve`.
final class GuardService implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GuardService.class);

    private final Guard guard;
    private final GuardAdmin admin;
    private final GuardConfig config;

    /// Says in the log who stands accused; idle when an incident is to be made of it.
    private final Loops log;

    /// Nothing runs yet.
    ///
    /// @param data the data directory
    /// @param metrics that its figures become part of
    /// @throws Refusal when it cannot be set up like this
    GuardService(GuardConfig config, Path data, Metrics metrics, InstantSource clock) {
        this(config, data, metrics, new Blame(), Optional.empty(), false, clock);
    }

    /// @param sharing empty when it stands alone before its nodes
    /// @param inHouse whether [#jobs] will be taken
    GuardService(
            GuardConfig config,
            Path data,
            Metrics metrics,
            Blame blame,
            Optional<SharedNodes> sharing,
            boolean inHouse,
            InstantSource clock) {
        this.config = config;
        try {
            this.guard = new Guard(config.settings(data), blame, sharing, clock);
        } catch (IllegalArgumentException e) {
            throw new Refusal(
                    "the guard: " + e.getMessage() + "; set guard.memory-limit or --memory-limit");
        }
        GuardMetrics.register(metrics, guard);
        this.admin =
                new GuardAdmin(
                        guard, config.admin(), GuardToken.take(config, data), metrics, clock);
        var logged = new ArrayList<Job>();
        if (!inHouse || config.service().isEmpty()) {
            logged.add(new AccusedJob("guard-accused", new BlameLog(blame)::look));
        }
        if (!inHouse) {
            logged.add(new AccusedJob("guard-quarantine", _ -> guard.isolateAccused()));
        }
        this.log = new Loops(logged, clock);
    }

    /// @throws Refusal when it cannot listen
    void start() {
        try {
            guard.start();
        } catch (IllegalStateException e) {
            throw new Refusal(String.valueOf(e.getMessage()));
        }
        admin.start();
        log.start();
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

    /// What makes incidents of who stands accused, when a service is named for it, and puts them
    /// into quarantine.
    ///
    /// @param node the name of this one, of those that share the database
    List<Job> jobs(Rooms rooms, String node) {
        var jobs = new ArrayList<Job>();
        jobs.add(new QuarantineJob(guard, rooms.store(), () -> HouseGuard.owner(config, rooms)));
        if (!config.service().isEmpty()) {
            jobs.add(
                    new AccusedJob(
                            "guard-accused",
                            new GuardedService(config, node, guard.blame(), rooms)::look));
        }
        return jobs;
    }

    /// What people ask and switch.
    Guard guard() {
        return guard;
    }

    /// Where clients reach it.
    int port() {
        return guard.port();
    }

    int adminPort() {
        return admin.port();
    }

    private static String megabytes(long bytes) {
        return (bytes >> 20) + " MB";
    }

    @Override
    public void close() {
        log.close();
        admin.close();
        guard.close();
    }
}
