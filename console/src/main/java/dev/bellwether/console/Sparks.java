package dev.bellwether.console;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.bellwether.analytics.CheckHistory;
import dev.bellwether.analytics.HistoryUnavailable;
import dev.bellwether.model.CheckId;
import dev.bellwether.model.OrganizationId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/// The sparklines of one page of a list. They are an ornament, so a list waits [#PATIENCE] for them
/// at most, and comes without those that are not there then. They are kept: one older than [#FRESH]
/// is shown while it is asked for anew, for the next who looks. The history gets one question at a
/// time from here, whoever looks. Safe for many threads.
final class Sparks {
    private static final Duration PATIENCE = Duration.ofMillis(40);

    /// A line has points two minutes apart.
    private static final Duration FRESH = Duration.ofSeconds(20);

    private static final Duration USABLE = Duration.ofMinutes(3);
    private static final Duration SPAN = Duration.ofHours(1);
    private static final int BUCKETS = 30;
    private static final int KEPT = 2_000;

    private record Key(OrganizationId organization, CheckId check) {}

    private record Kept(Spark spark, Instant at) {
        boolean isWithin(Duration age, Instant now) {
            return Duration.between(at, now).abs().compareTo(age) < 0;
        }
    }

    private final CheckHistory history;
    private final Executor executor;
    private final Cache<Key, Kept> kept = Caffeine.newBuilder().maximumSize(KEPT).build();
    private final AtomicBoolean asking = new AtomicBoolean();

    Sparks(CheckHistory history) {
        this(history, Thread::startVirtualThread);
    }

    /// @param executor where the history is asked
    Sparks(CheckHistory history, Executor executor) {
        this.history = history;
        this.executor = executor;
    }

    /// @param checks at most 200
    Map<CheckId, Spark> of(OrganizationId organization, List<CheckId> checks, Instant now) {
        List<CheckId> old = checks.stream().filter(c -> !has(organization, c, FRESH, now)).toList();
        if (!old.isEmpty() && asking.compareAndSet(false, true)) {
            var answer = CompletableFuture.runAsync(() -> ask(organization, old, now), executor);
            boolean isMissing = old.stream().anyMatch(c -> !has(organization, c, USABLE, now));
            if (isMissing) {
                await(answer);
            }
        }
        var sparks = new HashMap<CheckId, Spark>();
        for (CheckId check : checks) {
            Kept one = kept.getIfPresent(new Key(organization, check));
            if (one != null && one.isWithin(USABLE, now)) {
                sparks.put(check, one.spark());
            }
        }
        return sparks;
    }

    private boolean has(OrganizationId organization, CheckId check, Duration age, Instant now) {
        Kept one = kept.getIfPresent(new Key(organization, check));
        return one != null && one.isWithin(age, now);
    }

    private void ask(OrganizationId organization, List<CheckId> checks, Instant now) {
        try {
            history.medians(organization, checks, now.minus(SPAN), now, BUCKETS)
                    .forEach((check, medians) ->
                            kept.put(
                                    new Key(organization, check),
                                    new Kept(Spark.of(medians), now)));
        } catch (HistoryUnavailable e) {
            // Told by the history's health; the list comes without them.
        } finally {
            asking.set(false);
        }
    }

    private static void await(CompletableFuture<?> answer) {
        try {
            answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            // Whoever looks next may find them.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
