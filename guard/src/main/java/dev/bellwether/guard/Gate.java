package dev.bellwether.guard;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Where queries wait for what [Admission] decides: it keeps the ledger's state, and wakes whoever
/// was decided upon. Safe for several threads.
final class Gate {
    /// How often whoever waits looks at deadlines and at its patience.
    private static final long LOOK_MILLIS = 250;

    private final Admission admission;
    private final InstantSource clock;
    private final Map<String, CompletableFuture<AdmissionEffect>> waiting = new HashMap<>();
    private AdmissionState state;

    Gate(Admission admission, List<NodeRoom> nodes, InstantSource clock) {
        this.admission = admission;
        this.clock = clock;
        this.state = AdmissionState.of(nodes, clock.instant());
    }

    /// What became of a query that came.
    ///
    /// @param end [AdmissionEffect.Run], [AdmissionEffect.Refuse] or [AdmissionEffect.PassError]
    /// @param position its place when it came; 0 when it did not wait
    record Turn(AdmissionEffect end, int position) {}

    /// Waits until the query may run, or is told that it may not.
    Turn enter(Ask ask) throws InterruptedException {
        return await(ask.id(), new AdmissionEvent.Arrived(ask));
    }

    /// As [#enter], for a query that ran out of memory before its first byte.
    Turn again(String id, Lane lane, long bytes) throws InterruptedException {
        return await(id, new AdmissionEvent.OutOfMemory(id, lane, bytes));
    }

    private Turn await(String id, AdmissionEvent event) throws InterruptedException {
        var decided = new CompletableFuture<AdmissionEffect>();
        int position;
        synchronized (this) {
            if (waiting.containsKey(id)) {
                return new Turn(
                        new AdmissionEffect.Refuse(
                                id, AdmissionEffect.Why.SAME_ID, Duration.ofSeconds(1)),
                        0);
            }
            waiting.put(id, decided);
            position = apply(event, id);
        }
        while (true) {
            try {
                return new Turn(decided.get(LOOK_MILLIS, TimeUnit.MILLISECONDS), position);
            } catch (TimeoutException e) {
                on(new AdmissionEvent.Tick());
            } catch (ExecutionException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /// The answer of a query has ended; it is safe to say so twice.
    void left(String id) {
        on(new AdmissionEvent.Ended(id));
    }

    private synchronized void on(AdmissionEvent event) {
        apply(event, "");
    }

    /// Answers the position that a query was told, 0 for none.
    private int apply(AdmissionEvent event, String about) {
        Instant now = clock.instant();
        AdmissionEffect.Decision decision = admission.on(state, event, now);
        state = decision.state();
        int position = 0;
        for (AdmissionEffect effect : new ArrayList<>(decision.effects())) {
            switch (effect) {
                case AdmissionEffect.Wait wait -> {
                    if (wait.id().equals(about)) {
                        position = wait.position();
                    }
                }
                case AdmissionEffect.Run run -> decide(run);
                case AdmissionEffect.Refuse refuse -> decide(refuse);
                case AdmissionEffect.PassError pass -> decide(pass);
                case AdmissionEffect.Kill _ -> {}
            }
        }
        return position;
    }

    private void decide(AdmissionEffect effect) {
        CompletableFuture<AdmissionEffect> one = waiting.remove(effect.id());
        if (one != null) {
            one.complete(effect);
        }
    }

    synchronized AdmissionState state() {
        return state;
    }
}
