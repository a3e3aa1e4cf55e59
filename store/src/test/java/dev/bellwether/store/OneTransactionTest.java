package dev.bellwether.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.model.Actor;
import dev.bellwether.model.Audited;
import dev.bellwether.model.Fact;
import dev.bellwether.model.IncidentId;
import dev.bellwether.model.Job;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.TimelineNoted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// What a line leads to is one transaction with it where that can be, and whatever fails, each
/// reaction takes each line once and in order, as if it were alone.
class OneTransactionTest {
    private static final OrganizationId ACME = new OrganizationId("acme");
    private static final Actor TEST = Actor.automation("test", "test");
    private static final Set<Class<? extends Fact>> AUDITED = Set.of(Audited.class);
    private static final Set<Class<? extends Fact>> NOTES = Set.of(TimelineNoted.class);

    private static final Duration AS_LONG_AS_IT_TAKES = Duration.ofHours(1);

    private static Fact audited(String subject) {
        return new Audited(TEST, "tested", subject, "");
    }

    private static Fact note(String text) {
        return new TimelineNoted(new IncidentId("i"), text, TEST);
    }

    private static void write(Store store, Fact... facts) {
        store.run(tx -> List.of(facts).forEach(fact -> tx.journal(ACME, fact)));
    }

    private static Store with(TestStore test) {
        Store store = test.store();
        store.run(tx ->
                tx.sql()
                        .execute(
                                "CREATE TABLE seen (n BIGINT NOT NULL, who TEXT NOT NULL, seq BIGINT NOT NULL)"));
        // What the tables are is looked at when the database is opened.
        return test.reopened();
    }

    private static void note(Tx tx, String who, Line line) {
        tx.sql()
                .createUpdate(
                        "INSERT INTO seen SELECT count(*), :who, :seq FROM seen WHERE who = :who")
                .bind("who", who)
                .bind("seq", line.seq())
                .execute();
    }

    private static List<Long> seen(Store store, String who) {
        return store.read(sql ->
                sql.createQuery("SELECT seq FROM seen WHERE who = :who ORDER BY n")
                        .bind("who", who)
                        .mapTo(Long.class)
                        .list());
    }

    private static void run(TestStore test, List<Job> jobs) {
        jobs.forEach(job -> job.run(test.clock().instant()));
    }

    /// The second answers what the first wrote, and the first what the second did, twice.
    private static List<Job> chain(Store store) {
        Job first =
                store.journal()
                        .reaction(
                                "first",
                                AUDITED,
                                (tx, line) -> {
                                    note(tx, "first", line);
                                    if (line.seq() < 5) {
                                        tx.journal(ACME, note("after " + line.seq()));
                                    }
                                });
        Job second =
                store.journal()
                        .reaction(
                                "second",
                                NOTES,
                                (tx, line) -> {
                                    note(tx, "second", line);
                                    tx.journal(ACME, audited("after " + line.seq()));
                                });
        return List.of(first, second);
    }

    @OnEachStore
    void allThatFollowsFromALineIsCommittedWithIt(TestStore test) {
        Store store = with(test);
        List<Job> jobs = chain(store);
        run(test, jobs);
        store.journal().reactAtOnce(AS_LONG_AS_IT_TAKES);
        long before = store.health().commits();
        write(store, audited("begin"));
        if (!store.isShared()) {
            assertThat(store.health().commits()).isEqualTo(before + 1);
            assertThat(seen(store, "first")).containsExactly(1L, 3L, 5L);
            assertThat(seen(store, "second")).containsExactly(2L, 4L);
            run(test, jobs);
            assertThat(store.health().commits()).isEqualTo(before + 1);
        }
        for (int i = 0; i < 5; i++) {
            run(test, jobs);
        }
        assertThat(seen(store, "first")).containsExactly(1L, 3L, 5L);
        assertThat(seen(store, "second")).containsExactly(2L, 4L);
        assertThat(store.journal().behind()).isZero();
        Map<String, Long> cursors = store.read(Cursors::all);
        assertThat(cursors).containsEntry("second", 4L);
    }

    @OnEachStore
    void whatThoseLinesMakeDueIsCommittedWithThemToo(TestStore test) {
        Store store = with(test);
        List<Job> jobs = chain(store);
        run(test, jobs);
        var calls = new ArrayList<List<Long>>();
        // A clock's work sees what every reaction did, and what it writes is reacted to.
        store.journal()
                .afterReactions(
                        fact -> fact instanceof TimelineNoted,
                        tx -> {
                            calls.add(seen(store, "first"));
                            if (calls.size() == 1) {
                                tx.journal(ACME, audited("due"));
                            }
                        });
        store.journal().reactAtOnce(AS_LONG_AS_IT_TAKES);
        long before = store.health().commits();
        write(store, audited("begin"));
        if (store.isShared()) {
            assertThat(calls).isEmpty();
            return;
        }
        assertThat(store.health().commits()).isEqualTo(before + 1);
        assertThat(calls).containsExactly(List.of(1L, 3L, 5L));
        assertThat(seen(store, "first")).containsExactly(1L, 3L, 5L, 6L);
        assertThat(store.journal().read(0, 10)).hasSize(6);
    }

    @OnEachStore
    void whatFailsAfterwardsUndoesNoLine(TestStore test) {
        Store store = with(test);
        List<Job> jobs = chain(store);
        run(test, jobs);
        store.journal()
                .afterReactions(
                        fact -> fact instanceof TimelineNoted,
                        _ -> {
                            throw new IllegalStateException("not now");
                        });
        store.journal().reactAtOnce(AS_LONG_AS_IT_TAKES);
        write(store, audited("begin"));
        if (!store.isShared()) {
            assertThat(seen(store, "first")).isEmpty();
        }
        for (int i = 0; i < 5; i++) {
            run(test, jobs);
        }
        assertThat(seen(store, "first")).containsExactly(1L, 3L, 5L);
        assertThat(seen(store, "second")).containsExactly(2L, 4L);
    }

    @OnEachStore
    void whatIsNotRunYetOrHasALineLeftTakesEachInItsTurn(TestStore test) {
        Store store = with(test);
        write(store, audited("a"));
        List<Job> jobs =
                List.of(
                        store.journal()
                                .reaction("first", AUDITED, (tx, line) -> note(tx, "first", line)));
        store.journal().reactAtOnce(AS_LONG_AS_IT_TAKES);
        write(store, audited("b"));
        assertThat(seen(store, "first")).isEmpty();
        run(test, jobs);
        assertThat(seen(store, "first")).containsExactly(1L, 2L);
        write(store, audited("c"));
        run(test, jobs);
        assertThat(seen(store, "first")).containsExactly(1L, 2L, 3L);
    }

    @OnEachStore
    void whoWritesIsNotToldThatAReactionFailed(TestStore test) {
        Store store = with(test);
        var fails = new AtomicBoolean();
        var told = new ArrayList<String>();
        List<Job> jobs =
                List.of(
                        store.journal()
                                .reaction(
                                        "first",
                                        AUDITED,
                                        (tx, line) -> {
                                            note(tx, "first", line);
                                            tx.journal(ACME, note("x"));
                                            tx.afterCommit(() -> told.add("first " + line.seq()));
                                        }),
                        store.journal()
                                .reaction(
                                        "second",
                                        AUDITED,
                                        (tx, line) -> {
                                            note(tx, "second", line);
                                            if (fails.get()) {
                                                throw new IllegalStateException("not now");
                                            }
                                        }));
        run(test, jobs);
        store.journal().reactAtOnce(AS_LONG_AS_IT_TAKES);
        fails.set(true);
        write(store, audited("a"));
        assertThat(store.journal().head()).isEqualTo(1);
        assertThat(seen(store, "first")).isEmpty();
        assertThat(seen(store, "second")).isEmpty();
        assertThat(told).isEmpty();
        fails.set(false);
        run(test, jobs);
        run(test, jobs);
        assertThat(seen(store, "first")).containsExactly(1L);
        assertThat(seen(store, "second")).containsExactly(1L);
        assertThat(told).containsExactly("first 1");
        assertThat(store.journal().head()).isEqualTo(2);
        assertThat(store.setAside(5)).isEmpty();
    }

    @OnEachStore
    void aTransactionThatFailsHasNoReactions(TestStore test) {
        Store store = with(test);
        List<Job> jobs = chain(store);
        run(test, jobs);
        store.journal().reactAtOnce(AS_LONG_AS_IT_TAKES);
        assertThatThrownBy(() ->
                        store.run(tx -> {
                            tx.journal(ACME, audited("never"));
                            throw new IllegalArgumentException("no");
                        }))
                .isInstanceOf(IllegalArgumentException.class);
        run(test, jobs);
        assertThat(store.journal().head()).isZero();
        assertThat(seen(store, "first")).isEmpty();
    }

    /// A world of reactions that fail always at some lines and now and then at others, write lines
    /// themselves, are run or not, and of processes that end. Beside it the obvious: a line
    /// concerns or does not, and is bad or is not.
    private static final class World {
        static final int LAST_GENERATION = 3;
        final TestStore test;
        final Random random;
        Store store;
        List<Job> jobs = List.of();

        World(TestStore test, int seed) {
            this.test = test;
            this.random = new Random(seed);
            this.store = with(test);
            start();
        }

        void start() {
            jobs =
                    List.of(
                            reaction("all", Set.of()),
                            reaction("audits", AUDITED),
                            reaction("notes", NOTES));
            if (random.nextInt(4) > 0) {
                run(test, jobs);
                store.journal()
                        .reactAtOnce(
                                random.nextBoolean()
                                        ? AS_LONG_AS_IT_TAKES
                                        : Duration.ofMillis(random.nextInt(3)));
            }
        }

        Job reaction(String name, Set<Class<? extends Fact>> kinds) {
            return store.journal()
                    .reaction(
                            name,
                            kinds,
                            (tx, line) -> {
                                note(tx, name, line);
                                if (isBad(name, line.fact()) || random.nextInt(200) == 0) {
                                    throw new IllegalStateException("cannot");
                                }
                                if (name.equals("notes") && text(line.fact()).startsWith("0")) {
                                    tx.journal(ACME, audited("1" + random.nextInt(50)));
                                }
                                if (name.equals("audits") && text(line.fact()).startsWith("1")) {
                                    tx.journal(ACME, note("2" + random.nextInt(50)));
                                }
                            });
        }

        static String text(Fact fact) {
            return switch (fact) {
                case Audited(var _, var _, var subject, var _) -> subject;
                case TimelineNoted noted -> noted.text();
                default -> throw new AssertionError(fact);
            };
        }

        static boolean isBad(String name, Fact fact) {
            return (name + text(fact)).hashCode() % 41 == 0;
        }

        void live(int rounds) {
            for (int round = 0; round < rounds; round++) {
                var facts = new ArrayList<Fact>();
                int many = 1 + random.nextInt(random.nextInt(10) == 0 ? 40 : 4);
                for (int i = 0; i < many; i++) {
                    String text = random.nextInt(2) + "" + random.nextInt(50);
                    facts.add(random.nextBoolean() ? note(text) : audited(text));
                }
                write(store, facts.toArray(Fact[]::new));
                if (random.nextInt(3) == 0) {
                    jobs.get(random.nextInt(jobs.size())).run(test.clock().instant());
                }
                if (random.nextInt(15) == 0) {
                    store = test.reopened();
                    start();
                }
            }
            for (int i = 0; i < LAST_GENERATION; i++) {
                run(test, jobs);
            }
        }

        void check() {
            List<Line> lines = store.journal().read(0, 100_000);
            List<StoreReport.SetAside> aside = store.setAside(500);
            for (var reader : List.of("all", "audits", "notes")) {
                List<Long> due =
                        lines.stream()
                                .filter(line ->
                                        switch (line.fact()) {
                                            case Audited _ -> !reader.equals("notes");
                                            case TimelineNoted _ -> !reader.equals("audits");
                                            default -> throw new AssertionError(line);
                                        })
                                .filter(line ->
                                        aside.stream()
                                                .noneMatch(one ->
                                                        one.reader().equals(reader)
                                                                && one.seq() == line.seq()))
                                .map(Line::seq)
                                .toList();
                assertThat(seen(store, reader)).isEqualTo(due).isNotEmpty();
                assertThat(due).noneMatch(seq -> isBad(reader, lines.get((int) (seq - 1)).fact()));
            }
            assertThat(aside)
                    .allMatch(one -> isBad(one.reader(), lines.get((int) (one.seq() - 1)).fact()));
            assertThat(store.journal().behind()).isZero();
        }
    }

    @OnEachStore
    void whateverFailsEachLineIsTakenOnceAndInOrderOrSetAside(TestStore test) {
        var world = new World(test, 4);
        world.live(60);
        world.check();
    }

    /// Writers, and the reactions' own jobs, at the same time.
    @OnEachStore
    void whoeverWritesAtTheSameTimeNoLineIsTakenTwice(TestStore test) throws Exception {
        Store store = with(test);
        List<Job> jobs = chain(store);
        run(test, jobs);
        store.journal().reactAtOnce(AS_LONG_AS_IT_TAKES);
        var left = new AtomicInteger(4);
        try (var threads = Executors.newCachedThreadPool()) {
            var work = new ArrayList<Future<?>>();
            for (int writer = 0; writer < 4; writer++) {
                String name = "w" + writer;
                work.add(
                        threads.submit(() -> {
                            for (int i = 0; i < 50; i++) {
                                write(store, i % 2 == 0 ? audited(name) : note(name));
                            }
                            left.decrementAndGet();
                        }));
            }
            for (Job job : jobs) {
                work.add(
                        threads.submit(() -> {
                            while (left.get() > 0) {
                                job.run(test.clock().instant());
                            }
                        }));
            }
            join(work);
        }
        for (int i = 0; i < 3; i++) {
            run(test, jobs);
        }
        List<Line> lines = store.journal().read(0, 10_000);
        assertThat(seen(store, "first"))
                .isEqualTo(numbers(lines, Audited.class))
                .hasSizeGreaterThanOrEqualTo(100);
        assertThat(seen(store, "second")).isEqualTo(numbers(lines, TimelineNoted.class));
        assertThat(store.setAside(5)).isEmpty();
    }

    private static List<Long> numbers(List<Line> lines, Class<? extends Fact> kind) {
        return lines.stream().filter(line -> kind.isInstance(line.fact())).map(Line::seq).toList();
    }

    private static void join(List<Future<?>> work) throws InterruptedException, ExecutionException {
        for (Future<?> one : work) {
            one.get();
        }
    }
}
