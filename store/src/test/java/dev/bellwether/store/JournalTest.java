package dev.bellwether.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.model.Actor;
import dev.bellwether.model.Audited;
import dev.bellwether.model.OrganizationId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;

/// Every fact stands in the journal once, in one order, with the state it changed.
class JournalTest {
    private static final OrganizationId ACME = new OrganizationId("acme");

    @OnEachStore
    void writersAtTheSameTimeGetOneOrderWithoutGaps(TestStore test) throws Exception {
        Store store = test.store();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int writer = 0; writer < 40; writer++) {
                String name = "w" + writer;
                threads.execute(() -> store.run(tx -> tx.journal(ACME, fact(name))));
            }
        }
        assertThat(store.journal().read(0, 100))
                .extracting(Line::seq)
                .containsExactlyElementsOf(upTo(40));
        assertThat(store.journal().head()).isEqualTo(40);
    }

    @OnEachStore
    void aTransactionThatFailsLeavesNoLine(TestStore test) {
        Store store = test.store();
        assertThatThrownBy(() ->
                        store.run(tx -> {
                            tx.journal(ACME, fact("lost"));
                            throw new IllegalStateException("no");
                        }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(store.journal().read(0, 10)).isEmpty();
    }

    @OnEachStore
    void aReactionTakesEveryLineOnceAndRemembersItsPlace(TestStore test) {
        Store store = test.store();
        var seen = new ArrayList<Long>();
        store.run(tx -> List.of("a", "b", "c").forEach(name -> tx.journal(ACME, fact(name))));
        store.journal()
                .reaction("reader", (tx, line) -> seen.add(line.seq()))
                .run(test.clock().instant());
        store.run(tx -> tx.journal(ACME, fact("d")));
        store.journal()
                .reaction("reader", (tx, line) -> seen.add(line.seq()))
                .run(test.clock().instant());
        assertThat(seen).containsExactly(1L, 2L, 3L, 4L);
    }

    @OnEachStore
    void aLineThatCannotBeTakenIsSetAsideAndTheNextGoesOn(TestStore test) {
        Store store = test.store();
        store.run(tx -> List.of("a", "poison", "c").forEach(name -> tx.journal(ACME, fact(name))));
        var seen = new ArrayList<String>();
        store.journal()
                .reaction(
                        "reader",
                        (tx, line) -> {
                            String subject = ((Audited) line.fact()).subject();
                            if (subject.equals("poison")) {
                                throw new IllegalStateException("cannot");
                            }
                            tx.afterCommit(() -> seen.add(subject));
                        })
                .run(test.clock().instant());
        assertThat(seen).containsExactly("a", "c");
        assertThat(
                        store.<Long>read(sql ->
                                sql.createQuery("SELECT seq FROM journal_set_aside")
                                        .mapTo(Long.class)
                                        .one()))
                .isEqualTo(2);
    }

    private static Audited fact(String subject) {
        return new Audited(Actor.automation("test", "test"), "tested", subject, "");
    }

    private static List<Long> upTo(long last) {
        return java.util.stream.LongStream.rangeClosed(1, last).boxed().toList();
    }
}
