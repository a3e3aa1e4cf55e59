package dev.bellwether.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A query over a table that grew is given more before it runs out of memory")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForecastsGrowWithTheRowsTest {
    private ClickHouseNode node;
    private Asking asking;

    @BeforeAll
    void start(@TempDir Path files) throws Exception {
        node = ClickHouseNode.start(files.resolve("node"));
        asking = Asking.before(files.resolve("guard"), Controls.Mode.FULL, node.address());
        asking.ask("CREATE DATABASE shop");
    }

    @AfterAll
    void stop() {
        if (asking != null) {
            asking.close();
        }
        if (node != null) {
            node.close();
        }
    }

    /// Asks, and looks at the node all the time, so that its peak is seen.
    private Curl.Answer seen(String path, String sql) throws Exception {
        var answer =
                CompletableFuture.supplyAsync(() -> {
                    try {
                        return asking.at(path, sql);
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                });
        asking.until("it is answered", answer::isDone);
        return answer.get();
    }

    private void fill(String table, int from, int count) throws Exception {
        Curl.Answer answer =
                asking.ask(
                        "INSERT INTO %s SELECT number + %d FROM numbers(%d)"
                                .formatted(table, from, count));
        assertThat(answer.text()).isEmpty();
        asking.guard().count();
    }

    @Test
    void aTableThatGrewThreefold() throws Exception {
        String path = "/?max_threads=2&database=shop";
        asking.ask("CREATE TABLE shop.visits (n UInt64) ENGINE = MergeTree ORDER BY n");
        fill("shop.visits", 0, 1_000_000);
        String sql = "SELECT length(groupArray(n)), sleep(1) FROM visits";
        for (int i = 0; i < Forecasts.ENOUGH; i++) {
            assertThat(seen(path, sql).text()).isEqualTo("1000000\t0\n");
        }
        long before = seen(path, sql).cap();
        assertThat(before).isBetween(Forecasts.LEAST, 47 * Asking.MIB);
        fill("shop.visits", 1_000_000, 2_000_000);
        Curl.Answer after = asking.at(path, sql);
        assertThat(after.text()).isEqualTo("3000000\t0\n");
        assertThat(after.cap()).isGreaterThan(2 * before);
        assertThat(asking.guard().status().counts().again()).as("none was run twice").isZero();
    }

    /// This server estimates nothing, so all parts of the tables count.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1000 | SELECT n FROM alone",
                "1000 | SELECT n FROM `default`.alone AS a",
                "30 | SELECT n FROM shop.other",
                "1030 | SELECT n FROM alone JOIN shop.other USING n",
                "1000 | SELECT n FROM alone WHERE n IN (SELECT n FROM alone)",
                "0 | SELECT n FROM shop.alone",
                "0 | SELECT number FROM numbers(1000000)",
                "0 | INSERT INTO alone SELECT n FROM shop.other"
            })
    void rowsAreThoseOfTheTablesThatAreNamed(long known, String sql) throws Exception {
        asking.ask("CREATE TABLE IF NOT EXISTS alone (n UInt64) ENGINE = MergeTree ORDER BY n");
        asking.ask(
                "CREATE TABLE IF NOT EXISTS shop.other (n UInt64) ENGINE = MergeTree ORDER BY n");
        if (asking.ask("SELECT count() FROM alone").text().equals("0\n")) {
            fill("alone", 0, 1_000);
            fill("shop.other", 0, 30);
        }
        try (var upstream = new Upstream(node.address())) {
            Rows rows = Estimating.rows(upstream, new Forecasts());
            rows.read();
            assertThat(rows.of(Estimating.query("", sql))).isEqualTo(known);
        }
    }
}
