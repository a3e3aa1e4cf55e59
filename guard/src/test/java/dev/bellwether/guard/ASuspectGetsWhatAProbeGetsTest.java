package dev.bellwether.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName(
        "What was in flight when a node died gets what a probe gets, and a small query keeps its place")
class ASuspectGetsWhatAProbeGetsTest {
    private static final Instant NOW = Instant.parse("2026-05-01T08:00:00Z");
    private static final long PROBE = 48L << 20;
    private static final GuardSettings SETTINGS =
            new GuardSettings(
                    URI.create("http://localhost:8123"),
                    "127.0.0.1",
                    0,
                    1L << 30,
                    1L << 28,
                    PROBE,
                    Duration.ofMinutes(1));
    private static final String DASHBOARD = "SELECT a FROM t";
    private static final String REPORT = "SELECT b FROM t";

    private final Forecasts forecasts = new Forecasts();
    private final Planner planner = new Planner(SETTINGS, forecasts, _ -> true, () -> NOW);

    @Test
    void aReportDoes() {
        learn(REPORT, 400L << 20);
        Ask report = ask(REPORT);
        assertThat(report.lane()).isEqualTo(Lane.PROBE);
        assertThat(report.bytes()).isEqualTo(PROBE);
    }

    @Test
    void whatIsNotKnownDoes() {
        assertThat(ask(REPORT).lane()).isEqualTo(Lane.PROBE);
    }

    @Test
    void aDashboardKeepsItsPlace() {
        learn(DASHBOARD, 4L << 20);
        Ask dashboard = ask(DASHBOARD);
        assertThat(dashboard.lane()).isEqualTo(Lane.INTERACTIVE);
        assertThat(dashboard.bytes()).isLessThanOrEqualTo(PROBE);
    }

    @Test
    void aReportWhoseNodeDiedUnderItDoesBeforeAnybodyKnowsThatItDied() {
        var nobodyIsSuspect = new Planner(SETTINGS, forecasts, _ -> false, () -> NOW);
        learn(REPORT, 400L << 20);
        Ask report = nobodyIsSuspect.ask(Estimating.query("", REPORT), 0, Optional.empty());
        assertThat(report.lane()).isEqualTo(Lane.HEAVY);
        Ask again = nobodyIsSuspect.afterDeath(report, NOW.minusSeconds(20));
        assertThat(again.lane()).isEqualTo(Lane.PROBE);
        assertThat(again.bytes()).isEqualTo(PROBE);
        assertThat(again.deadline())
                .as("the time it ran is not waited")
                .isEqualTo(report.deadline().plusSeconds(20));
    }

    @Test
    void aDashboardThatNeedsALittleMoreKeepsItsPlace() {
        learn(DASHBOARD, 4L << 20);
        Query dashboard = Estimating.query("", DASHBOARD);
        assertThat(planner.again(dashboard, Lane.INTERACTIVE, 40L << 20))
                .isEqualTo(Lane.INTERACTIVE);
        assertThat(planner.again(dashboard, Lane.INTERACTIVE, 192L << 20)).isEqualTo(Lane.HEAVY);
    }

    /// A node of 1 GiB that has just come back: a tenth of its room is open.
    @Test
    void bothRunOnANodeThatHasJustComeBack() {
        learn(DASHBOARD, 4L << 20);
        learn(REPORT, 400L << 20);
        NodeRoom warming = NodeRoom.open("n", 1L << 30, 1L << 28).with(10, true);
        var admission = new Admission(AdmissionPolicy.standard());
        var state = AdmissionState.of(List.of(warming), NOW);
        for (String sql : List.of(REPORT, DASHBOARD)) {
            Ask ask = ask(sql);
            var named =
                    new Ask(
                            sql,
                            ask.flow(),
                            ask.lane(),
                            ask.bytes(),
                            ask.deadline(),
                            ask.node(),
                            ask.mayRetry());
            var arrived = new AdmissionEvent.Arrived(named);
            AdmissionEffect.Decision decision = admission.on(state, arrived, NOW);
            assertThat(decision.effects())
                    .as(sql)
                    .singleElement()
                    .isInstanceOf(AdmissionEffect.Run.class);
            state = decision.state();
        }
        assertThat(state.held("n")).isLessThanOrEqualTo(warming.budget());
    }

    private void learn(String sql, long peak) {
        var read = (Statement.Read) Estimating.query("", sql).statement();
        for (int i = 0; i < Forecasts.ENOUGH; i++) {
            forecasts.ended(read.fingerprint().hash(), read.shape().family(), 0, peak, false, NOW);
        }
    }

    private Ask ask(String sql) {
        return planner.ask(Estimating.query("", sql), 0, Optional.empty());
    }
}
