package dev.bellwether.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.TestStore;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/// Who waits to be decided is found whoever they are, and by looks into the index: the look is made
/// a hundred times a second while a hundred thousand wait.
class WhoWaitsIsFoundTest {
    @OnEachStore
    void eachSenderWithItsFirstAndAsManyAsAreAskedFor(TestStore test) {
        for (long seed = 0; seed < 20; seed++) {
            var random = new Random(seed);
            var wanted = new TreeMap<String, List<Integer>>();
            test.store()
                    .run(tx -> {
                        tx.sql().execute("DELETE FROM inbound_waiting");
                        int rows = random.nextInt(40);
                        for (int seq = 1; seq <= rows; seq++) {
                            String organization = "o" + random.nextInt(4);
                            String integration = "i" + random.nextInt(4);
                            add(tx.sql(), organization, integration, seq);
                            int first = seq;
                            wanted.merge(
                                    organization + "/" + integration,
                                    List.of(first, 1),
                                    (a, b) -> List.of(a.get(0), Math.min(3, a.get(1) + 1)));
                        }
                    });
            Map<String, List<Integer>> found = new TreeMap<>();
            for (PostedRows.Queue one : test.store().read(sql -> PostedRows.queues(sql, 3))) {
                found.put(
                        one.organization().value() + "/" + one.integration().value(),
                        List.of(Math.toIntExact(one.first()), one.waiting()));
            }
            assertThat(found).as("seed %d", seed).isEqualTo(wanted);
        }
    }

    /// In SQLite's own words.
    @OnEachStore
    void nothingButTheIndexIsRead(TestStore test) {
        assumeTrue(test.toString().contains("SQLite"));
        List<String> plan =
                test.store()
                        .read(sql ->
                                sql
                                        .createQuery("EXPLAIN QUERY PLAN " + PostedRows.WHO_WAITS)
                                        .bind("queues", 1)
                                        .bind("most", 1)
                                        .map((row, context) -> row.getString("detail"))
                                        .list()
                                        .stream()
                                        .filter(step -> step.startsWith("SEARCH"))
                                        .toList());
        assertThat(plan).hasSize(4).allMatch(step -> step.contains("COVERING INDEX"));
        assertThat(plan)
                .as("the next sender of an organization, the next organization")
                .anyMatch(step -> step.endsWith("(organization=? AND integration>?)"))
                .anyMatch(step -> step.endsWith("(organization>?)"));
    }

    private static void add(Handle sql, String organization, String integration, int seq) {
        sql.execute(
                """
                INSERT INTO inbound_waiting
                    (organization, integration, seq, id, at, bytes, protocol, events, payload)
                VALUES (?, ?, ?, ?, 0, 0, 'pagerduty', '{"list":[]}', '')
                """,
                organization,
                integration,
                seq,
                "w" + seq);
    }
}
