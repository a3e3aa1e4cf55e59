package dev.bellwether.watch;

import dev.bellwether.model.Status;
import dev.bellwether.store.StoreUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One page's turn: it is asked, what it says is decided by [ProviderDecision] and kept by
/// [PollRecorder], and the time until its next turn follows. Safe for many threads; what a
/// [PollTarget] holds is changed under the lock of [Polling].
final class PollTurn {
    static final Duration TRY_AGAIN = Duration.ofSeconds(5);
    private static final Logger LOG = LoggerFactory.getLogger(PollTurn.class);

    private final PollAsker pages;
    private final PollSearch search;
    private final PollRecorder recorder;
    private final ProviderSettings settings;
    private final InstantSource clock;
    private final Lock lock;
    private final AtomicLong polls = new AtomicLong();
    private final AtomicLong unchanged = new AtomicLong();
    private final AtomicLong errors = new AtomicLong();

    PollTurn(
            PollAsker pages,
            PollRecorder recorder,
            ProviderSettings settings,
            InstantSource clock,
            Lock lock) {
        this.pages = pages;
        this.search = new PollSearch(pages, clock);
        this.recorder = recorder;
        this.settings = settings;
        this.clock = clock;
        this.lock = lock;
    }

    long polls() {
        return polls.get();
    }

    long unchanged() {
        return unchanged.get();
    }

    long errors() {
        return errors.get();
    }

    /// Asks and keeps; answers how long to wait then.
    Duration take(PollTarget target) {
        try {
            return take(target, answer(target));
        } catch (StoreUnavailable e) {
            // Nothing was written: the next answer must be a whole one.
            lock.lock();
            try {
                target.past = PollPast.NONE;
            } finally {
                lock.unlock();
            }
            return TRY_AGAIN;
        }
    }

    private PollAnswer answer(PollTarget target) {
        try {
            return ask(target);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new PollAnswer.Busy();
        } catch (StoreUnavailable e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.warn("The page of {} could not be asked", target.provider.id(), e);
            return new PollAnswer.Failed("Could not be asked: " + e, false);
        }
    }

    private PollAnswer ask(PollTarget target) throws InterruptedException {
        if (target.search == null && PollSearch.isDue(target, clock.instant())) {
            target.search = ProviderSearch.of(target.provider);
        }
        ProviderSearch searching = target.search;
        if (searching != null) {
            PollSearch.Turn turn = search.take(target, searching);
            if (turn.found() != null) {
                recorder.found(turn.found());
                target.found = turn.found();
                target.search = null;
                target.isNameless = false;
            }
            return turn.answer();
        }
        Optional<PollSearch.Known> known = PollSearch.known(target);
        if (known.isEmpty()) {
            return new PollAnswer.Failed("Not read: nothing we know was found there", false);
        }
        ProviderReader reader = known.get().reader();
        PollAnswer answer = pages.ask(known.get().provider(), reader, target.past);
        return answer instanceof PollAnswer.Page page ? page.named(known.get().name()) : answer;
    }

    /// What a page says makes us look for more: for its name, or for incident.io's own documents.
    private void lookFurther(PollTarget target, PollAnswer.Page page) {
        target.isNameless = !target.confirmed && page.reading().name().isEmpty();
        if (target.found == null
                && target.search == null
                && page.reader().equals("statuspage")
                && ProviderSearch.isIncidentIo(page.reading())) {
            target.search =
                    ProviderSearch.better(
                            target.provider,
                            new ProviderFound(
                                    target.provider.id(),
                                    page.reader(),
                                    target.provider.feed(),
                                    "",
                                    "Only in Statuspage's shape, though one of incident.io's",
                                    clock.instant()));
        }
    }

    /// What to do about an answer, and how long to wait then.
    private Duration take(PollTarget target, PollAnswer answer) {
        return switch (answer) {
            case PollAnswer.Busy _ -> TRY_AGAIN;
            case PollAnswer.Searching _ -> {
                polls.incrementAndGet();
                yield settings.searchStep(target.provider.isOwn() || target.followed);
            }
            case PollAnswer.Unchanged _ -> {
                polls.incrementAndGet();
                unchanged.incrementAndGet();
                yield same(target, target.past);
            }
            case PollAnswer.Page page -> {
                polls.incrementAndGet();
                boolean isSame =
                        page.past().digest().equals(target.past.digest())
                                && target.status != Status.UNKNOWN;
                Duration wait =
                        isSame
                                ? same(target, page.past())
                                : said(
                                        target,
                                        new ProviderEvent.Read(page.reading(), page.reader()),
                                        page.past());
                lookFurther(target, page);
                yield wait;
            }
            case PollAnswer.Failed failed -> {
                polls.incrementAndGet();
                errors.incrementAndGet();
                target.failures++;
                target.hostAnswers = failed.hostAnswers();
                if (target.failingSince == null) {
                    target.failingSince = clock.instant();
                }
                if (!failed.reason().equals(target.reason)) {
                    write(target, new ProviderEvent.Unreadable(failed.reason()), PollPast.NONE);
                }
                yield pace(target, failed.retryAfter());
            }
        };
    }

    private Duration same(PollTarget target, PollPast past) {
        target.failures = 0;
        target.failingSince = null;
        if (target.status == Status.UNKNOWN) {
            write(target, new ProviderEvent.Same(), past);
        } else {
            lock.lock();
            try {
                target.contact = clock.instant();
                target.contactIsNews = true;
                target.past = past;
            } finally {
                lock.unlock();
            }
        }
        return pace(target, Optional.empty());
    }

    private Duration said(PollTarget target, ProviderEvent.Read event, PollPast past) {
        write(target, event, past);
        if (target.confirmed) {
            target.failures = 0;
            target.failingSince = null;
        } else {
            // Somebody else's page: as good as none.
            errors.incrementAndGet();
            target.failures++;
        }
        return pace(target, Optional.empty());
    }

    private void write(PollTarget target, ProviderEvent event, PollPast past) {
        Optional<ProviderState> state =
                recorder.record(
                        target.provider, event, past.marks(0), target.followed, target.contact);
        lock.lock();
        try {
            state.ifPresentOrElse(now -> target.became(now, past), () -> target.removed = true);
        } finally {
            lock.unlock();
        }
    }

    private Duration pace(PollTarget target, Optional<Duration> retryAfter) {
        Instant now = clock.instant();
        retryAfter.ifPresent(wait -> target.notBefore = now.plus(PollPace.obeyed(wait)));
        boolean isTense = target.open || target.alertUntil.isAfter(now);
        Duration interval = isTense ? settings.whileOpen() : settings.interval();
        return new PollPace(interval, target.failures)
                .wait(target.contact != null, target.followed, retryAfter);
    }
}
