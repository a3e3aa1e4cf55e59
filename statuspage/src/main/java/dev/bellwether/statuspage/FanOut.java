package dev.bellwether.statuspage;

import dev.bellwether.model.Courier;
import dev.bellwether.model.Job;
import dev.bellwether.store.Store;
import dev.bellwether.store.StoreUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells subscribers what was said: a few lanes that each take a handful of letters, hand them
/// over, and record what came of them, until there is nothing to take.
///
/// Letters are durable before they leave and their receipts after. A crash in between leaves leases
/// that run out; those letters, a handful a lane, are sent again and say so of themselves. Nodes on
/// one database share the work, since none can take what another has.
final class FanOut implements Job {
    private static final Logger LOG = LoggerFactory.getLogger(FanOut.class);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
    private static final Duration PAUSE = Duration.ofMillis(200);

    /// Stands where the answer to a mail goes.
    private static final Courier.Answer PLACE = new Courier.Answer.Never("", false);

    private final Store store;
    private final String kind;
    private final int lanes;
    private final int batch;
    private final Courier courier;
    private final LetterWriter writer;
    private final SubscriberSettings settings;
    private final Executor threads;
    private final RandomGenerator random;
    private final AtomicInteger running = new AtomicInteger();
    private volatile boolean first = true;
    private volatile boolean closed;

    private FanOut(
            Store store,
            String kind,
            int lanes,
            int batch,
            Courier courier,
            LetterWriter writer,
            SubscriberSettings settings,
            Executor threads,
            RandomGenerator random) {
        this.store = store;
        this.kind = kind;
        this.lanes = lanes;
        this.batch = batch;
        this.courier = courier;
        this.writer = writer;
        this.settings = settings;
        this.threads = threads;
        this.random = random;
    }

    static List<FanOut> lanes(
            Store store,
            Courier courier,
            LetterWriter writer,
            SubscriberSettings settings,
            Executor threads,
            RandomGenerator random) {
        return List.of(
                new FanOut(
                        store,
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
            if (first && !store.isShared()) {
                store.run(FanOutRows::freeOrphans);
            }
            first = false;
            if (store.read(sql -> FanOutRows.isDue(sql, kind, now))) {
                for (int lane = running.get(); lane < lanes; lane++) {
                    running.incrementAndGet();
                    threads.execute(this::lane);
                }
            }
        } catch (StoreUnavailable e) {
            // Told by the store's health; the letters stay where they are.
        }
        return now.plus(LOOK_AGAIN);
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
            running.decrementAndGet();
        }
    }

    private boolean round() {
        FanOutRows.Taken taken =
                store.write(tx ->
                        FanOutRows.take(tx, kind, batch, settings.lease(), writer::announcement));
        List<Letter> letters = taken.letters();
        if (letters.isEmpty()) {
            return taken.more();
        }
        record(letters, send(letters));
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

    /// A record that cannot be written is held and tried again until its lease is over.
    private void record(List<Letter> letters, List<Courier.Answer> answers) {
        double luck = random.nextDouble();
        long end = System.nanoTime() + settings.lease().toNanos();
        while (true) {
            try {
                store.run(tx -> {
                    var fates = new ArrayList<LetterFate>();
                    for (int i = 0; i < letters.size(); i++) {
                        fates.add(
                                LetterFate.of(
                                        letters.get(i),
                                        answers.get(i),
                                        settings.giveUpAfter(),
                                        tx.now(),
                                        luck));
                    }
                    FanOutRows.record(tx, letters, fates, settings);
                });
                return;
            } catch (StoreUnavailable e) {
                if (System.nanoTime() > end || !pause()) {
                    LOG.error(
                            "What became of {} letters could not be recorded; they will be sent again",
                            letters.size());
                    throw e;
                }
            }
        }
    }

    private static boolean pause() {
        try {
            Thread.sleep(PAUSE);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// Takes no more letters, and waits for those under way until `patience` is over.
    void close(Duration patience) {
        closed = true;
        long end = System.nanoTime() + patience.toNanos();
        while (running.get() > 0 && System.nanoTime() < end && pause()) {
            continue;
        }
    }
}
