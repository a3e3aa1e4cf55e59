package dev.bellwether.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The program starts, tells how it is, and stops; on SQLite and on PostgreSQL.
class AssemblyTest {
    @Test
    void itStartsOnSqliteTellsHowItIsAndStops() throws Exception {
        try (var booted = Booted.fresh(Map.of())) {
            speaks(booted);
            assertThat(booted.assembly.firstOwner()).isPresent();
            booted.owner("olga@example.com");
            assertThat(booted.assembly.firstOwner()).isEmpty();
        }
    }

    @Test
    void itStartsOnPostgresTellsHowItIsAndStops() throws Exception {
        try (var postgres = EmbeddedPostgres.start();
                var booted =
                        Booted.fresh(
                                Map.of(
                                        "BELLWETHER_STORE_URL",
                                        postgres.getJdbcUrl("postgres", "postgres"),
                                        "BELLWETHER_STORE_USER",
                                        "postgres",
                                        "BELLWETHER_STORE_PASSWORD",
                                        "postgres"))) {
            speaks(booted);
        }
    }

    @Test
    void metricsAskForTheirTokenWhenOneIsSet() throws Exception {
        try (var booted = Booted.fresh(Map.of("BELLWETHER_SERVER_METRICS_TOKEN", "t0ken"))) {
            assertThat(booted.get("/metrics").statusCode()).isEqualTo(401);
        }
    }

    @Test
    void twoServersCannotHaveOneDataDirectory() throws Exception {
        try (var booted = Booted.fresh(Map.of())) {
            assertThatThrownBy(() -> new Booted(booted.directory, Map.of()))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("is in use by another Bellwether");
        }
    }

    private static void speaks(Booted booted) throws Exception {
        assertThat(booted.get("/health").body()).isEqualTo("{\"status\":\"up\"}");
        var ready = booted.get("/health/ready");
        assertThat(ready.statusCode()).as(ready.body()).isEqualTo(200);
        assertThat(ready.body()).contains("\"database\"", "\"check-history\"", "\"jobs\"");
        assertThat(booted.get("/metrics").body())
                .contains(
                        "jvm_memory_used_bytes",
                        "bellwether_store_up 1.0",
                        "bellwether_journal_head",
                        "bellwether_job_runs_total{job=",
                        "bellwether_checks_late_seconds{quantile=\"0.99\"}",
                        "bellwether_rounds_begun_total{le=\"1.0\"}",
                        "bellwether_rounds_begun_total{le=\"+Inf\"}",
                        "bellwether_deliveries_waiting",
                        "bellwether_results_lost_total 0.0")
                .doesNotContain("NaN\nbellwether_journal");
        assertThat(booted.get("/api/v1/me").statusCode()).isEqualTo(401);
        assertThat(booted.get("/console/sign-in").statusCode()).isEqualTo(200);
    }
}
