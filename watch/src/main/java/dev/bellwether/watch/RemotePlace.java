package dev.bellwether.watch;

import dev.bellwether.model.Check;
import dev.bellwether.model.ProbeResult.Outcome;
import dev.bellwether.model.Timings;
import dev.bellwether.store.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// A place that is connected to this node: one session. Probes wait here until it fetches them, and
/// here their answers are looked at: nothing that a place says is believed about time, size or
/// number. Safe for many threads.
///
/// A place that falls silent has no vote; it is neither up nor down.
final class RemotePlace implements Prober {
    /// A place asks again at least so often; when it does not, what it was asked counts as missing.
    static final Duration SILENT = Duration.ofSeconds(10);

    /// Time that an answer may take besides the check's own.
    private static final Duration SLACK = Duration.ofSeconds(4);

    private static final int MOST_WAITING = 5_000;
    private static final long LONGEST_TIMING = TimeUnit.MINUTES.toMicros(10);

    private record Asked(
            long number, String check, Instant at, Instant until, Consumer<Answer> then) {}

    private final Place place;
    private final String session;
    private final String probe;
    private final String version;
    private final InstantSource clock;
    private final ConcurrentSkipListMap<Long, Asked> waiting = new ConcurrentSkipListMap<>();
    private final AtomicLong numbers = new AtomicLong();
    private final AtomicLong probes = new AtomicLong();
    private final AtomicLong withoutVote = new AtomicLong();
    private final Lateness lateness = new Lateness();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private volatile String trouble = "";
    private volatile long offset;
    private volatile long roundTrip;
    private volatile Instant heard;
    private volatile boolean ended;

    RemotePlace(Place place, String session, PlaceWire.Hello hello, InstantSource clock) {
        this.place = place;
        this.session = session;
        this.probe = hello.probe();
        this.version = cut(hello.version(), 60);
        this.clock = clock;
        this.heard = clock.instant();
    }

    @Override
    public String place() {
        return place.name();
    }

    Place row() {
        return place;
    }

    String session() {
        return session;
    }

    String probeId() {
        return probe;
    }

    boolean isSilent(Instant now) {
        return ended || now.isAfter(heard.plus(SILENT));
    }

    boolean hasEnded() {
        return ended;
    }

    @Override
    public void probe(Check check, Consumer<Answer> then) {
        Instant now = clock.instant();
        if (isSilent(now)) {
            lose(now, "this place fell silent", then);
            return;
        }
        if (waiting.size() >= MOST_WAITING) {
            lose(now, "this place has too much to do", then);
            return;
        }
        long number = numbers.incrementAndGet();
        Instant until = now.plus(check.timeout()).plus(SLACK);
        waiting.put(number, new Asked(number, Json.write(check), now, until, then));
        lock.lock();
        try {
            work.signalAll();
        } finally {
            lock.unlock();
        }
        if (ended) {
            end("this place is gone");
        }
    }

    /// What the place has to do beyond number `after`; waits for it at most so long.
    PlaceWire.Work work(PlaceWire.Poll poll, Duration atMost) throws InterruptedException {
        heard = clock.instant();
        offset = Math.clamp(poll.offset(), -86_400_000_000L, 86_400_000_000L);
        roundTrip = Math.clamp(poll.roundTrip(), 0, 60_000_000L);
        long nanos = atMost.toNanos();
        lock.lock();
        try {
            while (!ended && nanos > 0 && waiting.tailMap(poll.after(), false).isEmpty()) {
                nanos = work.awaitNanos(nanos);
            }
        } finally {
            lock.unlock();
        }
        Instant now = clock.instant();
        heard = now;
        var asks = new ArrayList<PlaceWire.Ask>();
        for (Asked asked : waiting.tailMap(poll.after(), false).values()) {
            if (asks.size() == PlaceWire.MOST_ASKS) {
                break;
            }
            long age = Duration.between(asked.at(), now).toNanos() / 1_000;
            asks.add(new PlaceWire.Ask(asked.number(), Math.max(0, age), asked.check()));
        }
        return new PlaceWire.Work(now, asks);
    }

    /// Counts answers to what was asked and is still wanted; passes over all others.
    int take(List<PlaceWire.Said> answers) {
        Instant now = clock.instant();
        heard = now;
        int counted = 0;
        for (PlaceWire.Said said :
                answers.subList(0, Math.min(answers.size(), PlaceWire.MOST_ANSWERS))) {
            Asked asked = waiting.remove(said.number());
            if (asked != null) {
                counted++;
                Answer answer = believed(said, asked, now);
                lateness.add(Duration.between(asked.at(), answer.at()));
                count(answer);
                asked.then().accept(answer);
            }
        }
        return counted;
    }

    /// Gives up what was asked for too long, and all of it when the place is silent.
    void sweep(Instant now) {
        if (isSilent(now)) {
            loseAll("this place fell silent");
            return;
        }
        for (Asked asked : waiting.values()) {
            if (now.isAfter(asked.until()) && waiting.remove(asked.number()) != null) {
                lose(asked.at(), "this place did not answer in time", asked.then());
            }
        }
    }

    /// No answer counts any more.
    void end(String why) {
        ended = true;
        lock.lock();
        try {
            work.signalAll();
        } finally {
            lock.unlock();
        }
        loseAll(why);
    }

    PlaceSights.Sight sight(Instant now) {
        return new PlaceSights.Sight(
                place.id(),
                heard.isAfter(now) ? now : heard,
                version,
                lateness.quantile(0.5),
                lateness.quantile(0.99),
                Duration.ofNanos(offset * 1_000),
                Duration.ofNanos(roundTrip * 1_000),
                probes.get(),
                withoutVote.get(),
                trouble);
    }

    private void loseAll(String why) {
        for (Asked asked : waiting.values()) {
            if (waiting.remove(asked.number()) != null) {
                lose(asked.at(), why, asked.then());
            }
        }
    }

    private void lose(Instant at, String why, Consumer<Answer> then) {
        var answer = new Answer(at, clock.instant(), Outcome.NO_VOTE, Timings.NONE, why);
        count(answer);
        then.accept(answer);
    }

    private void count(Answer answer) {
        probes.incrementAndGet();
        boolean lost = answer.outcome() == Outcome.NO_VOTE;
        withoutVote.addAndGet(lost ? 1 : 0);
        trouble = lost ? answer.message() : "";
    }

    /// A probe began after it was asked for and ended before it was answered, whatever the place's
    /// clock says.
    private Answer believed(PlaceWire.Said said, Asked asked, Instant now) {
        Instant at = within(asked.at(), ours(said.at()), now);
        Instant answered = within(at, ours(said.answered()), now);
        Timings t = said.timings();
        return new Answer(
                at,
                answered,
                outcome(said.outcome()),
                new Timings(
                        sane(t.dns()),
                        sane(t.connect()),
                        sane(t.tls()),
                        sane(t.firstByte()),
                        sane(t.body()),
                        sane(t.total())),
                cut(said.message(), PlaceWire.LONGEST_MESSAGE));
    }

    private Instant ours(Instant theirs) {
        Instant now = clock.instant();
        boolean absurd = Math.abs(theirs.getEpochSecond() - now.getEpochSecond()) > 400_000;
        return absurd ? now : theirs.plusNanos(offset * 1_000);
    }

    private static Instant within(Instant least, Instant time, Instant most) {
        return time.isBefore(least) ? least : time.isAfter(most) ? most : time;
    }

    private static long sane(long micros) {
        return Math.clamp(micros, -1, LONGEST_TIMING);
    }

    private static Outcome outcome(String word) {
        return switch (word.toUpperCase(Locale.ROOT)) {
            case "UP" -> Outcome.UP;
            case "DEGRADED" -> Outcome.DEGRADED;
            case "DOWN" -> Outcome.DOWN;
            default -> Outcome.NO_VOTE;
        };
    }

    private static String cut(String text, int most) {
        String plain = text.replaceAll("\\p{Cntrl}+", " ");
        return plain.length() <= most ? plain : plain.substring(0, most) + "…";
    }
}
