package dev.bellwether.guard;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/// Where queries wait for what [Admission] decides: it keeps the ledger's state, and wakes whoever
/// was decided upon. Safe for several threads.
final class Gate {
    /// How often whoever waits looks whether its client is still there.
    private static final long LOOK_MILLIS = 250;

    private final Admission admission;
    private final InstantSource clock;
    private final Map<String, CompletableFuture<AdmissionEffect>> waiting = new HashMap<>();
    private final Consumer<AdmissionEffect.Kill> kills;
    private final Portions portions;
    private AdmissionState state;

    /// @param kills is told which queries are to be ended; must not wait
    Gate(
            Admission admission,
            List<NodeRoom> nodes,
            InstantSource clock,
            Consumer<AdmissionEffect.Kill> kills) {
        this(admission, nodes, clock, kills, Portions.alone());
    }

    /// @param portions how much of each node is this guard's, asked before each decision
    Gate(
            Admission admission,
            List<NodeRoom> nodes,
            InstantSource clock,
            Consumer<AdmissionEffect.Kill> kills,
            Portions portions) {
        this.portions = portions;
        this.kills = kills;
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
    ///
    /// @throws ClientLeft when the client went away meanwhile; nothing is left of the query then
    Turn enter(Ask ask, Client client) throws InterruptedException, ClientLeft {
        return await(ask.id(), new AdmissionEvent.Arrived(ask), client);
    }

    /// As [#enter], for a query that ran out of memory before its first byte.
    Turn again(String id, Lane lane, long bytes, Client client)
            throws InterruptedException, ClientLeft {
        return await(id, new AdmissionEvent.OutOfMemory(id, lane, bytes), client);
    }

    private Turn await(String id, AdmissionEvent event, Client client)
            throws InterruptedException, ClientLeft {
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
                if (client.hasLeft() && withdraw(id, decided)) {
                    throw new ClientLeft();
                }
            } catch (ExecutionException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /// Whether it was still waiting, and does not any more.
    private synchronized boolean withdraw(String id, CompletableFuture<AdmissionEffect> decided) {
        boolean waited = waiting.remove(id, decided);
        if (waited) {
            apply(new AdmissionEvent.Left(id), "");
        }
        return waited;
    }

    /// Tells a query that waits that a person ended it; false when none of this id waits.
    synchronized boolean cancel(String id) {
        CompletableFuture<AdmissionEffect> decided = waiting.remove(id);
        if (decided == null) {
            return false;
        }
        apply(new AdmissionEvent.Left(id), "");
        return decided.complete(
                new AdmissionEffect.Refuse(
                        id, AdmissionEffect.Why.CANCELLED, Duration.ofSeconds(1)));
    }

    /// What would become of a query now; nothing is changed by the question.
    synchronized AdmissionEffect foresee(Ask ask) {
        return admission
                .on(state, new AdmissionEvent.Arrived(ask), clock.instant())
                .effects()
                .stream()
                .filter(effect -> effect.id().equals(ask.id()))
                .findFirst()
                .orElse(new AdmissionEffect.Wait(ask.id(), state.waiting().size() + 1));
    }

    /// What would become of a query, without waiting: for a ledger that only watches.
    synchronized AdmissionEffect ponder(Ask ask) {
        var decided = new CompletableFuture<AdmissionEffect>();
        waiting.put(ask.id(), decided);
        int position = apply(new AdmissionEvent.Arrived(ask), ask.id());
        waiting.remove(ask.id());
        return decided.getNow(new AdmissionEffect.Wait(ask.id(), position));
    }

    /// The answer of a query has ended; it is safe to say so twice.
    void ended(String id) {
        on(new AdmissionEvent.Ended(id));
    }

    /// The client of a query that runs is gone.
    void left(String id) {
        on(new AdmissionEvent.Left(id));
    }

    /// Looks at deadlines and patience.
    synchronized void tick() {
        if (!state.waiting().isEmpty()) {
            apply(new AdmissionEvent.Tick(), "");
        }
    }

    synchronized void on(AdmissionEvent event) {
        apply(event, "");
    }

    /// Answers the position that a query was told, 0 for none.
    private int apply(AdmissionEvent event, String about) {
        Instant now = clock.instant();
        AdmissionEffect.Decision decision = admission.on(portions.parted(state), event, now);
        state = decision.state();
        portions.demand(state);
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
                case AdmissionEffect.Kill kill -> kills.accept(kill);
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

    /// Whether all caps on a node are within what is this guard's of it now.
    synchronized boolean isCovered(String node) {
        return portions.isAlone() || state.held(node) <= portions.bytes(node);
    }

    /// What is to be told of this guard's parts now; nothing is let in meanwhile.
    synchronized List<PartBeat> share(Collection<NodeKeeper> nodes) {
        return portions.ask(state, nodes);
    }

    /// Lets nothing in any more.
    ///
    /// @return caps that may still run, by node
    synchronized Map<String, Long> close(Collection<NodeKeeper> nodes) {
        portions.close();
        var running = new HashMap<String, Long>();
        for (NodeKeeper node : nodes) {
            String name = node.node().name();
            running.put(name, state.held(name) + node.orphans());
        }
        return running;
    }

    synchronized AdmissionState state() {
        return state;
    }
}
