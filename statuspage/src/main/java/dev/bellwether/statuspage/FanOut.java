package dev.bellwether.statuspage;

import dev.bellwether.model.Courier;
import dev.bellwether.model.Job;
import dev.bellwether.store.Store;
import dev.bellwether.store.StoreUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells subscribers what was said: a few lanes that each take a handful of letters, hand them
/// over, and record what came of them, until there is nothing to take.
///
/// Letters are durable before they leave and their receipts after. A crash in between leaves
/// letters whose holder is gone; those, a handful a lane, are sent again and say so of themselves.
/// Nodes on one database share the work, since none can take what another has while that one lives.
///
/// Receipts that cannot be written (the database is gone) are held, and tried again at each run
/// until their lease is over; no lane begins meanwhile.
final class FanOut implements Job {
    private static final Logger LOG = LoggerFactory.getLogger(FanOut.class);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    /// Stands where the answer to a mail goes.
    private static final Courier.Answer PLACE = new Courier.Answer.Never("", false);

    private final Store store;
    private final InstantSource clock;
    private final String kind;
    private final int lanes;
    private final int batch;
    private final Courier courier;
    private final LetterWriter writer;
    private final SubscriberSettings settings;
    private final Executor threads;
    private final RandomGenerator random;
    private final Semaphore free;
    private final Queue<Unrecorded> unrecorded = new ConcurrentLinkedQueue<>();
    private volatile boolean first = true;
    private volatile boolean closed;

    /// What the database did not take yet.
    private record Unrecorded(
            List<Letter> letters, List<Courier.Answer> answers, double luck, Instant until) {}

    private FanOut(
            Store store,
            InstantSource clock,
            String kind,
            int lanes,
            int batch,
            Courier courier,
            LetterWriter writer,
            SubscriberSettings settings,
            Executor threads,
            RandomGenerator random) {
        this.store = store;
        this.clock = clock;
        this.kind = kind;
        this.lanes = lanes;
        this.free = new Semaphore(lanes);
        this.batch = batch;
        this.courier = courier;
        this.writer = writer;
        this.settings = settings;
        this.threads = threads;
        this.random = random;
    }

    static List<FanOut> lanes(
            Store store,
            InstantSource clock,
            Courier courier,
            LetterWriter writer,
            SubscriberSettings settings,
            Executor threads,
            RandomGenerator random) {
        return List.of(
                new FanOut(
                        store,
                        clock,
                        FanOutRows.MAIL,
                        courier.mailLanes(),
                        courier.mailBatch(),
                        courier,
                        writer,
                        settings,
                        threads,
                        random),
                new FanOut(
                        store,
                        clock,
                        FanOutRows.POST,
                        courier.postLanes(),
                        1,
                        courier,
                        writer,
                        settings,
                        threads,
                        random));
    }

    @Override
    public String name() {
        return "subscribers-" + kind.toLowerCase(java.util.Locale.ROOT);
    }

    @Override
    public Instant run(Instant now) {
        try {
            recordHeld(now);
            takeBack();
            if (store.read(sql -> FanOutRows.isDue(sql, kind, me(), now))) {
                int idle = free.availablePermits();
                for (int lane = 0; lane < idle && !closed && free.tryAcquire(); lane++) {
                    threads.execute(this::lane);
                }
            }
        } catch (StoreUnavailable e) {
            // Told by the store's health; the letters stay where they are.
        }
        return now.plus(LOOK_AGAIN);
    }

    /// What a node had that is gone. Where one process has the database alone, that is all that it
    /// finds when it starts.
    private void takeBack() {
        if (!store.isShared()) {
            if (first) {
                store.run(FanOutRows::freeOrphans);
            }
        } else {
            if (first) {
                store.nodes().appear();
            }
            for (String holder : store.read(FanOutRows::holders)) {
                if (store.nodes().isGone(holder)) {
                    store.run(tx -> FanOutRows.free(tx, holder));
                }
            }
        }
        first = false;
    }

    private String me() {
        return store.nodes().me();
    }

    private void lane() {
        try {
            boolean more = true;
            while (more && !closed) {
                more = round();
            }
        } catch (StoreUnavailable e) {
            LOG.debug("A lane waits for the database");
        } finally {
            free.release();
        }
    }

    private boolean round() {
        FanOutRows.Taken taken =
                store.write(tx ->
                        FanOutRows.take(
                                tx, kind, batch, me(), settings.lease(), writer::announcement));
        List<Letter> letters = taken.letters();
        if (letters.isEmpty()) {
            return taken.more();
        }
        Instant until = clock.instant().plus(settings.lease());
        var sent = new Unrecorded(letters, send(letters), random.nextDouble(), until);
        try {
            record(sent);
        } catch (StoreUnavailable e) {
            unrecorded.add(sent);
            throw e;
        }
        return true;
    }

    private List<Courier.Answer> send(List<Letter> letters) {
        var answers = new ArrayList<Courier.Answer>();
        var mails = new ArrayList<Courier.Mail>();
        for (Letter letter : letters) {
            Optional<Courier.Mail> mail = Optional.empty();
            Courier.Answer answer = new Courier.Answer.Taken("");
            try {
                if (kind.equals(FanOutRows.MAIL)) {
                    mail = Optional.of(writer.mail(letter));
                } else {
                    answer = courier.post(writer.post(letter));
                }
            } catch (StoreUnavailable e) {
                answer =
                        new Courier.Answer.Later(
                                Optional.empty(), "the database did not answer", false);
            } catch (RuntimeException e) {
                LOG.error("A letter of {} cannot be written", letter.fanOut(), e);
                answer =
                        new Courier.Answer.Later(
                                Optional.empty(), "it could not be written", false);
            }
            mail.ifPresent(mails::add);
            answers.add(mail.isPresent() ? PLACE : answer);
        }
        List<Courier.Answer> ofMails = mails.isEmpty() ? List.of() : courier.mail(mails);
        int next = 0;
        for (int i = 0; i < answers.size(); i++) {
            if (answers.get(i) == PLACE) {
                answers.set(i, ofMails.get(next++));
            }
        }
        return answers;
    }

    private void record(Unrecorded sent) {
        store.run(tx -> {
            var fates = new ArrayList<LetterFate>();
            for (int i = 0; i < sent.letters().size(); i++) {
                fates.add(
                        LetterFate.of(
                                sent.letters().get(i),
                                sent.answers().get(i),
                                settings.giveUpAfter(),
                                tx.now(),
                                sent.luck()));
            }
            FanOutRows.record(tx, sent.letters(), fates, settings);
        });
    }

    /// Writes what could not be written before.
    ///
    /// @throws StoreUnavailable while it still cannot
    private void recordHeld(Instant now) {
        for (Unrecorded sent = unrecorded.peek(); sent != null; sent = unrecorded.peek()) {
            if (now.isBefore(sent.until())) {
                record(sent);
            } else {
                LOG.error(
                        "What became of {} letters could not be recorded; they will be sent again",
                        sent.letters().size());
            }
            unrecorded.remove(sent);
        }
    }

    /// Takes no more letters, and waits for those under way until `patience` is over.
    void close(Duration patience) {
        closed = true;
        try {
            if (!free.tryAcquire(lanes, patience.toNanos(), TimeUnit.NANOSECONDS)) {
                LOG.warn("{} ends with letters under way", name());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
