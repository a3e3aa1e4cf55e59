package dev.bellwether.watch;

import dev.bellwether.model.Job;
import dev.bellwether.store.Store;
import dev.bellwether.store.StoreUnavailable;
import dev.bellwether.store.Tx;
import dev.bellwether.watch.PostedRows.Queue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Decides what was accepted, in fair turns ([FairTurns]), and no faster than those who page can
/// follow ([InboundPace]).
///
/// The journal has one order for all. If ten thousand events of a storm stood in it, whatever came
/// next would be heard of after them. So a storm waits here, where it can be overtaken, and what
/// each sender says first overtakes all that others have said already.
///
/// A request that cannot be decided is tried alone, [#TRIES] times, and then stands in the log as
/// refused, out loud: it must not keep those behind it from paging. Belongs to one thread.
final class InboundTurns implements Job {
    private static final Logger LOG = LoggerFactory.getLogger(InboundTurns.class);

    /// Small, for it keeps the one writer of SQLite for as long as it takes, and whoever was given
    /// a turn gets it.
    private static final int BATCH = 25;

    private static final int TRIES = 3;
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final Store store;
    private final Intake intake;
    private final Outcomes outcomes;
    private final RoutingRules routing;
    private final Silences silences;
    private final FairTurns turns = new FairTurns();
    private InboundPace pace = InboundPace.NONE;

    /// When what waits is looked at again. Commits wake it more often than that, and a look at who
    /// waits costs a read for each of them.
    private Instant lookAt = Instant.EPOCH;

    private FirstWords words = FirstWords.NONE;

    private int failures;

    InboundTurns(
            Store store,
            Intake intake,
            Outcomes outcomes,
            RoutingRules routing,
            Silences silences) {
        this.store = store;
        this.intake = intake;
        this.outcomes = outcomes;
        this.routing = routing;
        this.silences = silences;
    }

    @Override
    public String name() {
        return "inbound-turns";
    }

    @Override
    public Instant run(Instant now) {
        if (now.isBefore(lookAt) && !now.isBefore(lookAt.minus(InboundPace.LOOK_SOON))) {
            return lookAt;
        }
        try {
            intake.isIdle(true);
            List<Queue> queues = store.read(sql -> PostedRows.queues(sql, BATCH));
            if (queues.isEmpty()) {
                return now.plus(LOOK_AGAIN);
            }
            intake.isIdle(false);
            List<Queue> fresh = turns.fresh(queues, now);
            InboundPace.Step step =
                    pace.next(
                            new InboundPace.Scene(
                                    now,
                                    !fresh.isEmpty(),
                                    store.journal().behind(),
                                    intake.isCrowded(now)));
            pace = step.after();
            giveWay(step, fresh.size(), now);
            return switch (step) {
                case InboundPace.Step.Rest rest -> lookAt = rest.until();
                case InboundPace.Step.Firsts _ -> decided(turns.firsts(fresh, BATCH, now), now);
                case InboundPace.Step.Others _ -> decided(turns.share(queues, BATCH, now), now);
            };
        } catch (StoreUnavailable e) {
            // Told by the store's health; what waits goes on waiting.
            return now.plus(LOOK_AGAIN);
        }
    }

    /// Until the pages are on their way, accepting leaves the processors and the disk to them.
    private void giveWay(InboundPace.Step step, int fresh, Instant now) {
        int more = step instanceof InboundPace.Step.Firsts ? Math.min(fresh, BATCH) : 0;
        words = words.and(pace.heldSince().isPresent(), more);
        if (words.areMany()) {
            intake.giveWay(now);
        }
    }

    /// When to look again: at once, if this node is the one that decides.
    private Instant decided(Map<Queue, Integer> shares, Instant now) {
        return decideSome(shares) == 0 ? now.plus(LOOK_AGAIN) : now;
    }

    private int decideSome(Map<Queue, Integer> shares) {
        try {
            int done = store.write(tx -> decide(tx, failures == 0 ? shares : oldest(tx)));
            failures = 0;
            return done;
        } catch (StoreUnavailable e) {
            throw e;
        } catch (RuntimeException e) {
            failures++;
            if (failures <= TRIES) {
                return 1;
            }
            LOG.error("A request of a sender cannot be decided; its log says so", e);
            failures = 0;
            return store.write(tx -> giveUp(tx, e));
        }
    }

    /// 0 when another node is at it.
    private int decide(Tx tx, Map<Queue, Integer> shares) {
        if (!PostedRows.takeTurn(tx)) {
            return 0;
        }
        int done = 0;
        for (Map.Entry<Queue, Integer> share : shares.entrySet()) {
            Queue queue = share.getKey();
            Optional<Integration> integration =
                    Integrations.stored(tx.sql(), queue.organization(), queue.integration());
            for (Posted posted : PostedRows.take(tx, queue, share.getValue())) {
                if (integration.isPresent()) {
                    decide(tx, integration.get(), posted);
                } else {
                    InboundDesk.refused(
                            tx, posted, "", "its integration was taken away", posted.payload());
                }
                done++;
            }
        }
        return done;
    }

    /// Whatever fails comes first again, alone.
    private static Map<Queue, Integer> oldest(Tx tx) {
        return PostedRows.queues(tx.sql(), 1).stream()
                .min(Comparator.comparingLong(Queue::first))
                .map(queue -> Map.of(queue, 1))
                .orElse(Map.of());
    }

    private void decide(Tx tx, Integration integration, Posted posted) {
        Routing rules = routing.ready(integration.organization());
        List<Silence> quiet = silences.lately(integration.organization(), tx.now());
        var results = new ArrayList<InboundResult>();
        for (InboundEvent event : posted.events()) {
            results.add(
                    InboundDesk.happened(tx, integration, rules, quiet, event, false, posted.at()));
        }
        InboundDesk.logged(
                tx, posted, integration.name(), results, posted.events().size(), Optional.empty());
        tx.afterCommit(() -> outcomes.tell(posted.id(), results));
    }

    private int giveUp(Tx tx, RuntimeException why) {
        if (!PostedRows.takeTurn(tx)) {
            return 0;
        }
        int done = 0;
        for (Queue queue : oldest(tx).keySet()) {
            for (Posted posted : PostedRows.take(tx, queue, 1)) {
                InboundDesk.refused(
                        tx,
                        posted,
                        "",
                        "it could not be decided: " + why.getMessage(),
                        posted.payload());
                done++;
            }
        }
        return done;
    }
}
