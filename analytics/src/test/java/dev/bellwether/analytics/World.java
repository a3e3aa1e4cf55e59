package dev.bellwether.analytics;

import dev.bellwether.model.CheckId;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.ProbeResult;
import dev.bellwether.model.ProbeResult.Outcome;
import dev.bellwether.model.Timings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// A history in a new directory, a clock that stands still, and results made from a seed.
final class World implements AutoCloseable, InstantSource {
    static final OrganizationId ACME = new OrganizationId("acme");
    static final OrganizationId OTHER = new OrganizationId("other");
    static final CheckId SHOP = new CheckId("shop");
    static final CheckId MAIL = new CheckId("mail");

    final Path directory;
    final List<ProbeResult> added = new ArrayList<>();
    Instant now;
    CheckHistory history;

    World(Instant now) {
        this.now = now;
        try {
            this.directory = Files.createTempDirectory("bellwether-history");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path file() {
        return directory.resolve("history.duckdb");
    }

    World open() {
        return open(HistorySettings.in(file()));
    }

    World open(HistorySettings settings) {
        history = CheckHistory.open(settings, this);
        return this;
    }

    @Override
    public Instant instant() {
        return now;
    }

    void add(ProbeResult result) {
        added.add(result);
        history.add(result);
    }

    /// Rounds from `from` to `to` from three places, some down for a while, some without a vote,
    /// with gaps of hours, and confirm bursts.
    void addRandom(
            long seed, OrganizationId organization, CheckId check, Instant from, Instant to) {
        var random = new Random(seed);
        var weather = Outcome.UP;
        for (Instant at = from; at.isBefore(to); at = at.plusSeconds(30)) {
            if (random.nextInt(200) == 0) {
                weather = Outcome.values()[random.nextInt(4)];
            }
            if (random.nextInt(700) == 0) {
                at = at.plus(Duration.ofMinutes(random.nextInt(300)));
            }
            for (int place = 0; place < 3; place++) {
                Instant when = at.plusMillis(random.nextInt(4_000));
                if (when.isBefore(to)) {
                    add(result(random, organization, check, "place-" + place, when, weather));
                }
            }
        }
    }

    private static ProbeResult result(
            Random random,
            OrganizationId organization,
            CheckId check,
            String place,
            Instant at,
            Outcome weather) {
        Outcome outcome = random.nextInt(20) == 0 ? Outcome.values()[random.nextInt(4)] : weather;
        long total =
                outcome == Outcome.NO_VOTE
                        ? -1
                        : 1_000 + (long) Math.exp(9 + 2 * random.nextGaussian());
        return new ProbeResult(
                organization,
                check,
                place,
                at,
                outcome,
                new Timings(total / 10, total / 5, -1, total / 2, total / 10, total),
                outcome == Outcome.DOWN ? "[STATUS] 503 is not in 200-299" : "",
                random.nextInt(25) == 0);
    }

    static ProbeResult up(CheckId check, Instant at) {
        return new ProbeResult(
                ACME, check, "here", at, Outcome.UP, Timings.total(2_000), "", false);
    }

    @Override
    public void close() {
        history.close();
    }
}
