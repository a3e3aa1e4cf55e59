package dev.bellwether.watch;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// What became of requests whose senders wait a moment to hear it. Few wait, and not for long: the
/// others are answered that it was accepted. Safe for many threads.
final class Outcomes {
    private static final int MOST = 100;

    private final ConcurrentHashMap<String, CompletableFuture<List<InboundResult>>> asked =
            new ConcurrentHashMap<>();
    private final Semaphore places = new Semaphore(MOST);
    private final Duration longest;

    /// @param longest that anybody waits
    Outcomes(Duration longest) {
        this.longest = longest;
    }

    /// Takes a request, and waits for what is decided of it.
    ///
    /// @param id of the request
    /// @param take makes it durable
    /// @return empty when nobody could tell in time, or it is decided elsewhere
    Optional<List<InboundResult>> of(String id, Runnable take) {
        if (!places.tryAcquire()) {
            take.run();
            return Optional.empty();
        }
        var outcome = new CompletableFuture<List<InboundResult>>();
        asked.put(id, outcome);
        try {
            take.run();
            return Optional.of(outcome.get(longest.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            // It is durable; only nobody waits for it any more.
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException("An outcome never fails", e);
        } finally {
            asked.remove(id);
            places.release();
        }
    }

    /// It was decided, and that is durable.
    void tell(String id, List<InboundResult> results) {
        CompletableFuture<List<InboundResult>> outcome = asked.get(id);
        if (outcome != null) {
            outcome.complete(results);
        }
    }
}
