package dev.bellwether.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.model.Actor;
import dev.bellwether.model.IncidentId;
import dev.bellwether.model.OrganizationId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jdbi.v3.core.Handle;

/// What a transaction is told is what stands in the database just then, whatever was asked before;
/// and on SQLite it is not read twice.
class RememberedTest {
    private static final OrganizationId ACME = new OrganizationId("acme");
    private static final Documents<Actor> NOTES = Documents.in("note", Actor.class);
    private static final Recall<OrganizationId, List<String>> NAMES =
            Recall.of(RememberedTest::names, "note");
    private static final Recall<String, Long> PARTS = Recall.of(RememberedTest::parts, "part");

    private static int reads;

    private static List<String> names(Handle sql, OrganizationId organization) {
        reads++;
        return sql.createQuery("SELECT name FROM note WHERE organization = :of ORDER BY id")
                .bind("of", organization)
                .mapTo(String.class)
                .list();
    }

    private static long parts(Handle sql, String whole) {
        return sql.createQuery("SELECT count(*) FROM part WHERE whole = :whole")
                .bind("whole", whole)
                .mapTo(Long.class)
                .one();
    }

    private static Store with(TestStore test) {
        Store store = test.store();
        store.run(tx -> {
            tx.sql()
                    .execute(
                            """
                            CREATE TABLE note (organization TEXT NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL,
                                rank INTEGER NOT NULL, place TEXT, body TEXT NOT NULL,
                                PRIMARY KEY (organization, id))
                            """);
            tx.sql().execute("CREATE TABLE whole (id TEXT NOT NULL PRIMARY KEY)");
            tx.sql()
                    .execute(
                            """
                            CREATE TABLE part (id TEXT NOT NULL PRIMARY KEY,
                                whole TEXT NOT NULL REFERENCES whole (id) ON DELETE CASCADE)
                            """);
        });
        // What refers to what is looked at when the database is opened.
        return test.reopened();
    }

    private static void save(Handle sql, int id, String name) {
        NOTES.row(ACME, id(id), Actor.automation("test", name))
                .with("name", name)
                .with("rank", rank(name))
                .with("place", place(name), String.class)
                .save(sql);
    }

    /// Changes now and then, as columns do.
    private static int rank(String name) {
        return name.hashCode() & 1;
    }

    private static Optional<String> place(String name) {
        return (name.hashCode() & 2) == 0 ? Optional.empty() : Optional.of("here");
    }

    private static IncidentId id(int id) {
        return new IncidentId("note-" + id);
    }

    private static Optional<String> found(Handle sql, int id) {
        return NOTES.find(sql, ACME, id(id)).map(Actor::name);
    }

    /// 2,000 transactions of seeded acts, every fifth of which fails, beside a map.
    @OnEachStore
    void whateverIsWrittenIsRead(TestStore test) {
        Store store = with(test);
        var random = new Random(30);
        Map<Integer, String> truth = new HashMap<>();
        for (int round = 0; round < 400; round++) {
            var wanted = new HashMap<>(truth);
            boolean fails = random.nextInt(5) == 0;
            Runnable transaction =
                    () ->
                            store.run(tx -> {
                                for (int act = 0; act < 5; act++) {
                                    int id = random.nextInt(6);
                                    act(tx, random.nextInt(5), id, wanted);
                                    look(tx.sql(), wanted);
                                }
                                if (fails) {
                                    throw new IllegalArgumentException("not this time");
                                }
                            });
            if (fails) {
                assertThatThrownBy(transaction::run).isInstanceOf(IllegalArgumentException.class);
            } else {
                transaction.run();
                truth = wanted;
            }
            Map<Integer, String> known = truth;
            store.run(tx -> look(tx.sql(), known));
        }
    }

    private static void act(Tx tx, int what, int id, Map<Integer, String> wanted) {
        String name = "name " + id + what + wanted.size();
        switch (what) {
            case 0, 1 -> {
                save(tx.sql(), id, name);
                wanted.put(id, name);
            }
            case 2 -> {
                NOTES.remove(tx.sql(), ACME, id(id));
                wanted.remove(id);
            }
            case 3 -> {
                tx.sql()
                        .createUpdate("DELETE FROM note WHERE id = :id")
                        .bind("id", id(id))
                        .execute();
                wanted.remove(id);
            }
            default -> {
                // By another door, which the documents know nothing of.
                int changed =
                        tx.sql()
                                .createUpdate(
                                        "UPDATE note SET name = :name, rank = :rank, place = :place, body = :body WHERE id = :id")
                                .bind("name", name)
                                .bind("rank", rank(name))
                                .bind("place", place(name).orElse(null))
                                .bind("body", Json.write(Actor.automation("test", name)))
                                .bind("id", id(id))
                                .execute();
                if (changed > 0) {
                    wanted.put(id, name);
                }
            }
        }
    }

    private static void look(Handle sql, Map<Integer, String> wanted) {
        for (int id = 0; id < 6; id++) {
            assertThat(found(sql, id)).isEqualTo(Optional.ofNullable(wanted.get(id)));
        }
        assertThat(NAMES.get(sql, ACME)).hasSize(wanted.size()).hasSameElementsAs(wanted.values());
        assertThat(
                        sql.createQuery("SELECT name, rank, place FROM note")
                                .map((rs, _) ->
                                        rs.getInt(2) == rank(rs.getString(1))
                                                && Optional.ofNullable(rs.getString(3))
                                                        .equals(place(rs.getString(1))))
                                .list())
                .doesNotContain(false);
    }

    @OnEachStore
    void whatARemovalTakesWithItIsForgottenToo(TestStore test) {
        Store store = with(test);
        store.run(tx -> {
            tx.sql().execute("INSERT INTO whole (id) VALUES ('w')");
            tx.sql().execute("INSERT INTO part (id, whole) VALUES ('p', 'w')");
            assertThat(PARTS.get(tx.sql(), "w")).isEqualTo(1);
            tx.sql().execute("DELETE FROM whole WHERE id = 'w'");
            assertThat(PARTS.get(tx.sql(), "w")).isZero();
        });
    }

    @OnEachStore
    void aReadOutsideOfATransactionSeesWhatWasCommitted(TestStore test) {
        Store store = with(test);
        store.run(tx -> save(tx.sql(), 1, "first"));
        assertThat(store.<Optional<String>>read(sql -> found(sql, 1))).contains("first");
        store.run(tx -> save(tx.sql(), 1, "second"));
        assertThat(store.<Optional<String>>read(sql -> found(sql, 1))).contains("second");
        assertThat(store.<List<String>>read(sql -> NAMES.get(sql, ACME))).containsExactly("second");
    }

    @OnEachStore
    void whatNobodyWroteIsNotReadTwiceWhereNobodyElseCanWrite(TestStore test) {
        Store store = with(test);
        store.run(tx -> save(tx.sql(), 1, "first"));
        reads = 0;
        for (int i = 0; i < 10; i++) {
            store.run(tx -> {
                tx.journal(ACME, SomeFacts.fact("x"));
                assertThat(NAMES.get(tx.sql(), ACME)).containsExactly("first");
            });
        }
        assertThat(reads).isEqualTo(store.isShared() ? 10 : 1);
    }
}
