package dev.bellwether.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.bellwether.bed.ChdbNode;
import dev.bellwether.bed.Missing;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@DisplayName(
        "A current engine tells what a query will read, tenant by tenant, when it is worth asking")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WhatAQueryWillReadTest {
    private static final long GRANULE = 8_192;
    private static final InstantSource CLOCK = InstantSource.system();

    private final Forecasts forecasts = new Forecasts();
    private ChdbNode node;
    private Upstream upstream;
    private Rows rows;

    @BeforeAll
    void start(@TempDir Path files) throws Exception {
        try {
            node = ChdbNode.start(files.resolve("node"), 1L << 30);
        } catch (Missing e) {
            // 166 MB from npm's registry, which not every machine may fetch.
            abort(e.getMessage());
        }
        upstream = new Upstream(node.address());
        for (String sql :
                List.of(
                        "CREATE DATABASE shop",
                        "CREATE TABLE shop.visits (tenant UInt32, n UInt64) ENGINE = MergeTree ORDER BY tenant",
                        "INSERT INTO shop.visits SELECT if(number < 100000, 1, 2), number FROM numbers(400000)")) {
            assertThat(Curl.get(files, node.address() + "/", "-d", sql).status()).isEqualTo("200");
        }
        rows = Estimating.rows(upstream, forecasts);
        rows.read();
    }

    @AfterAll
    void stop() {
        if (upstream != null) {
            upstream.close();
        }
        if (node != null) {
            node.close();
        }
    }

    /// Its form was seen to need so much.
    private long read(String address, String sql, long needed) throws Exception {
        Query query = Estimating.query(address, sql);
        Statement.Read read = Estimating.read(query);
        forecasts.ended(
                read.fingerprint().hash(),
                read.shape().family(),
                0,
                needed,
                false,
                CLOCK.instant());
        return rows.of(query);
    }

    @Test
    void eachTenantHasItsOwnRows() throws Exception {
        String sql = "SELECT uniqExact(n) FROM shop.visits WHERE tenant = %d FORMAT JSON";
        assertThat(read("", sql.formatted(1), 100 << 20))
                .isBetween(100_000L, 100_000 + 2 * GRANULE);
        assertThat(read("", sql.formatted(2), 100 << 20))
                .isBetween(300_000L, 300_000 + 2 * GRANULE);
    }

    @Test
    void parametersAndTheDatabaseAreTheRequests() throws Exception {
        String sql = "SELECT uniqExact(n) FROM visits WHERE tenant = {t:UInt32}";
        assertThat(read("database=shop&param_t=1&compress=1", sql, 100 << 20))
                .isBetween(100_000L, 100_000 + 2 * GRANULE);
        assertThat(read("database=shop&param_t=2", sql, 100 << 20))
                .isBetween(300_000L, 300_000 + 2 * GRANULE);
    }

    @Test
    void ofWhatMayBeCheapNobodyIsAsked() throws Exception {
        String sql = "SELECT max(n) FROM shop.visits WHERE tenant = 2";
        assertThat(rows.of(Estimating.query("", sql))).as("it is new").isZero();
        assertThat(read("", sql, Forecasts.MAY_GROW)).as("it needs little").isZero();
        assertThat(read("", sql, 2 * Forecasts.LEAST)).isPositive();
    }

    @Test
    void whatDoesNotReadIsNotAskedAbout() throws Exception {
        assertThat(read("", "INSERT INTO shop.visits SELECT 3, n FROM shop.visits", 100 << 20))
                .isZero();
        assertThat(read("", "SELECT sum(number) FROM numbers(100)", 100 << 20))
                .as("a function has no key that estimates")
                .isLessThanOrEqualTo(100);
        assertThat(read("", "SELECT n FROM shop.missing", 100 << 20)).isZero();
    }
}
