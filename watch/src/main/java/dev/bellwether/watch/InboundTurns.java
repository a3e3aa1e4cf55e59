package dev.bellwether.watch;

import dev.bellwether.model.Job;
import dev.bellwether.store.Store;
import dev.bellwether.store.StoreUnavailable;
import dev.bellwether.store.Tx;
import dev.bellwether.watch.PostedRows.Queue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Decides what was accepted, in fair turns, and no faster than those who page can follow.
///
/// The journal has one order for all. If ten thousand events of a storm stood in it, whatever came
/// next would be heard of after them. So a storm waits here, where it can be overtaken: a batch is
/// taken when the rooms have taken what is in the journal, but for a little; and of a batch each
/// organization gets its share. One that waits too long for the rooms is taken all the same: a room
/// that cannot go on must not keep everybody from being heard.
///
/// While many wait to be accepted, a sender's answer and a team's page want the same processor and
/// the same disk. Then deciding, and all that the rooms do because of it, has its [DecidingShare]
/// of the time and no more: neither keeps the other out.
///
/// A request that cannot be decided is tried alone, [#TRIES] times, and then stands in the log as
/// refused, out loud: it must not keep those behind it from paging. Belongs to one thread.
final class InboundTurns implements Job {
    private static final Logger LOG = LoggerFactory.getLogger(InboundTurns.class);

    /// Small, for it keeps the one writer of SQLite for as long as it takes, and whoever was given
    /// a turn gets it.
    private static final int BATCH = 25;

    private static final int TRIES = 3;

    /// Lines that the rooms may still have to take when the next batch is.
    private static final long MOST_BEHIND = 250;

    /// The same while many wait to be accepted: a batch, and all that came of it, is one round.
    private static final long LITTLE_BEHIND = 25;

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);
    private static final Duration LOOK_SOON = Duration.ofMillis(5);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final Store store;
    private final Intake intake;
    private final Outcomes outcomes;
    private final RoutingRules routing;
    private final Silences silences;
    private final FairTurns turns = new FairTurns();
    private Instant waitedSince = Instant.MAX;
    private DecidingShare share = DecidingShare.NONE;
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
        try {
            intake.isIdle(true);
            while (!store.read(PostedRows::isEmpty)) {
                intake.isIdle(false);
                boolean crowded = intake.isCrowded(now);
                if (store.journal().behind() > (crowded ? LITTLE_BEHIND : MOST_BEHIND)
                        && mayWait(now)) {
                    return now.plus(LOOK_SOON);
                }
                waitedSince = Instant.MAX;
                share = crowded ? share.ended(now) : DecidingShare.NONE;
                if (share.rests(now)) {
                    return share.until();
                }
                share = share.begun(now);
                if (decideSome() == 0) {
                    return now.plus(LOOK_AGAIN);
                }
                if (crowded) {
                    return now;
                }
                intake.isIdle(true);
            }
            return now.plus(LOOK_AGAIN);
        } catch (StoreUnavailable e) {
            // Told by the store's health; what waits goes on waiting.
            return now.plus(LOOK_AGAIN);
        }
    }

    private boolean mayWait(Instant now) {
        if (waitedSince.isAfter(now)) {
            waitedSince = now;
        }
        return now.isBefore(waitedSince.plus(LONGEST_WAIT));
    }

    private int decideSome() {
        try {
            int done = store.write(tx -> decide(tx, failures == 0 ? BATCH : 1));
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
    private int decide(Tx tx, int most) {
        if (!PostedRows.takeTurn(tx)) {
            return 0;
        }
        int done = 0;
        for (Map.Entry<Queue, Integer> share : shares(tx, most).entrySet()) {
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

    /// One alone is the one that waits longest: whatever fails comes first again.
    private Map<Queue, Integer> shares(Tx tx, int most) {
        List<Queue> queues = PostedRows.queues(tx.sql(), BATCH);
        if (most > 1 || queues.isEmpty()) {
            return turns.share(queues, most);
        }
        return Map.of(first(queues), 1);
    }

    private static Queue first(List<Queue> queues) {
        return queues.stream().min(java.util.Comparator.comparingLong(Queue::first)).orElseThrow();
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
        List<Queue> queues = PostedRows.queues(tx.sql(), BATCH);
        if (queues.isEmpty()) {
            return 0;
        }
        List<Posted> one = PostedRows.take(tx, first(queues), 1);
        one.forEach(posted ->
                InboundDesk.refused(
                        tx,
                        posted,
                        "",
                        "it could not be decided: " + why.getMessage(),
                        posted.payload()));
        return one.size();
    }
}
