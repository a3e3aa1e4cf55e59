package dev.bellwether.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.Audited;
import dev.bellwether.model.Fact;
import java.util.ArrayList;
import java.util.List;

/// A line of the journal is made a fact once for all rooms, and is never taken for another line.
class ReadOnceTest {
    @OnEachStore
    void allRoomsGetTheSameFact(TestStore test) {
        Store store = test.store();
        SomeFacts.write(store, "a");
        var facts = new ArrayList<Fact>();
        read(test, "one", facts);
        read(test, "two", facts);
        store.journal()
                .follower("three", 0, line -> facts.add(line.fact()))
                .run(test.clock().instant());
        assertThat(facts).hasSize(3);
        assertThat(facts.get(1)).isSameAs(facts.getFirst());
        assertThat(facts.get(2)).isSameAs(facts.getFirst());
    }

    @OnEachStore
    void aNumberThatHasAnotherLineNowIsReadAgain(TestStore test) {
        Store store = test.store();
        SomeFacts.write(store, "a");
        var facts = new ArrayList<Fact>();
        read(test, "one", facts);
        store.run(tx ->
                tx.sql().execute("UPDATE journal SET body = replace(body, '\"a\"', '\"other\"')"));
        read(test, "two", facts);
        assertThat(facts).map(fact -> ((Audited) fact).subject()).isEqualTo(List.of("a", "other"));
    }

    @OnEachStore
    void linesFarApartAreNotMistakenForEachOther(TestStore test) {
        Store store = test.store();
        int most = 4_096;
        store.run(tx -> {
            for (int i = 1; i <= most + 2; i++) {
                tx.journal(SomeFacts.ACME, SomeFacts.fact("s" + i));
            }
        });
        var facts = new ArrayList<Fact>();
        read(test, "one", facts);
        read(test, "two", facts);
        assertThat(facts).hasSize(2 * (most + 2));
        for (int i = 0; i < facts.size(); i++) {
            assertThat(((Audited) facts.get(i)).subject()).isEqualTo("s" + (i % (most + 2) + 1));
        }
    }

    private static void read(TestStore test, String name, List<Fact> facts) {
        test.store()
                .journal()
                .reaction(name, (tx, line) -> facts.add(line.fact()))
                .run(test.clock().instant());
    }
}
