package dev.bellwether.experiment;

import static dev.bellwether.experiment.Flags.NOON;
import static dev.bellwether.experiment.Flags.everybody;
import static dev.bellwether.experiment.Flags.fixed;
import static dev.bellwether.experiment.Flags.flag;
import static dev.bellwether.experiment.Flags.halves;
import static dev.bellwether.experiment.Flags.is;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.experiment.Explanation.Said;
import dev.bellwether.experiment.Explanation.Step;
import dev.bellwether.statistics.Bucketing;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EveryOutcomeSaysWhyTest {
    private static final Visitor GERMAN =
            new Visitor("visitor", Map.of("country", new Value.Text("DE")));

    @Test
    void theFirstRuleThatTakesTheVisitorDecides() {
        var evaluator =
                Flags.of(
                        flag(
                                "checkout",
                                fixed("swiss", is("country", "CH"), "a"),
                                fixed("german", is("country", "DE", "AT"), "b"),
                                fixed("rest", Condition.EVERYBODY, "c")));
        assertThat(evaluator.explain("checkout", GERMAN, NOON))
                .hasValue(
                        new Explanation(
                                new Outcome(
                                        "checkout",
                                        "b",
                                        new Value.Text("b"),
                                        new Reason.Targeted("german")),
                                List.of(
                                        new Step("swiss", Said.NO_MATCH),
                                        new Step("german", Said.TAKEN))));
    }

    @Test
    void whomNoRuleTakesGetsWhatIsServedOtherwise() {
        var evaluator = Flags.of(flag("checkout", fixed("swiss", is("country", "CH"), "a")));
        assertThat(outcome(evaluator))
                .isEqualTo(
                        new Outcome("checkout", "d", new Value.Text("d"), new Reason.Otherwise()));
    }

    @Test
    void theKillSwitchTurnsItOffForEverybodyWhateverTheRulesSay() {
        Flag flag = Flags.off(flag("checkout", fixed("all", Condition.EVERYBODY, "b")));
        assertThat(Flags.of(flag).explain("checkout", GERMAN, NOON))
                .hasValue(
                        new Explanation(
                                new Outcome(
                                        "checkout",
                                        "a",
                                        new Value.Text("a"),
                                        new Reason.SwitchedOff()),
                                List.of()));
    }

    @Test
    void aRuleHoldsFromTheBeginningOfItsWindowUntilItsEnd() {
        Window hour = new Window(Optional.of(NOON), Optional.of(NOON.plusSeconds(3600)));
        var evaluator =
                Flags.of(
                        flag(
                                "sale",
                                new Rule(
                                        "hour",
                                        Condition.EVERYBODY,
                                        hour,
                                        new Serving.Fixed("b"))));
        assertThat(said(evaluator, "sale", NOON.minusNanos(1))).isEqualTo(Said.NOT_NOW);
        assertThat(said(evaluator, "sale", NOON)).isEqualTo(Said.TAKEN);
        assertThat(said(evaluator, "sale", NOON.plusSeconds(3600).minusNanos(1)))
                .isEqualTo(Said.TAKEN);
        assertThat(said(evaluator, "sale", NOON.plusSeconds(3600))).isEqualTo(Said.NOT_NOW);
    }

    @Test
    void aCampaignSaysWhichItIs() {
        var evaluator = Flags.of(flag("checkout", everybody("test", halves("spring"))));
        Outcome outcome = outcome(evaluator);
        assertThat(outcome.reason()).isEqualTo(new Reason.Divided("test", "spring"));
        assertThat(outcome.variation()).isIn("a", "b");
    }

    @Test
    void whoHasNoKeyIsInNoCampaign() {
        var evaluator =
                Flags.of(
                        flag(
                                "checkout",
                                everybody("visitors", halves("spring")),
                                everybody(
                                        "companies", Flags.unit("company.id", halves("summer")))));
        assertThat(evaluator.explain("checkout", new Visitor(""), NOON).orElseThrow().steps())
                .containsExactly(
                        new Step("visitors", Said.NO_KEY), new Step("companies", Said.NO_KEY));
    }

    @Test
    void colleaguesGetTheSameWhenTheirCompanyIsTheUnit() {
        var evaluator =
                Flags.of(
                        flag(
                                "checkout",
                                everybody("test", Flags.unit("company.id", halves("spring")))));
        Value text = new Value.Structure(Map.of("id", new Value.Text("42")));
        Value figure = new Value.Structure(Map.of("id", new Value.Figure(42)));
        String first =
                evaluator
                        .evaluate("checkout", new Visitor("", Map.of("company", text)), NOON)
                        .orElseThrow()
                        .variation();
        for (int i = 0; i < 50; i++) {
            var colleague = new Visitor("v" + i, Map.of("company", i % 2 == 0 ? text : figure));
            assertThat(evaluator.evaluate("checkout", colleague, NOON).orElseThrow().variation())
                    .isEqualTo(first);
        }
    }

    /// Whoever would not have taken part anyway is not said to be held out.
    @Test
    void whomAHoldoutKeepsOutWouldHaveTakenPart() {
        var everyone = new Holdout("year", new Bucketing.Ours("year"), 1, Window.ALWAYS, Set.of());
        FlagSet set =
                new FlagSet(
                        List.of(
                                flag(
                                        "checkout",
                                        Flags.rule("swiss", is("country", "CH"), halves("alps")),
                                        everybody(
                                                "none",
                                                Flags.split(
                                                        "nobody",
                                                        new Bucketing.Ours("nobody"),
                                                        Ramp.of(0),
                                                        "a")),
                                        everybody("test", halves("spring")),
                                        fixed("rest", Condition.EVERYBODY, "c"))),
                        List.of(),
                        List.of(),
                        List.of(everyone));
        assertThat(Evaluator.of(set).explain("checkout", GERMAN, NOON))
                .hasValue(
                        new Explanation(
                                new Outcome(
                                        "checkout",
                                        "d",
                                        new Value.Text("d"),
                                        new Reason.HeldOut("test", "spring", "year")),
                                List.of(
                                        new Step("swiss", Said.NO_MATCH),
                                        new Step("none", Said.NOT_COVERED),
                                        new Step("test", Said.HELD_OUT))));
    }

    @Test
    void aHoldoutHasItsWindowAndItsCampaigns() {
        Window until = new Window(Optional.empty(), Optional.of(NOON));
        var holdout = new Holdout("year", new Bucketing.Ours("year"), 1, until, Set.of("spring"));
        FlagSet set =
                new FlagSet(
                        List.of(
                                flag("checkout", everybody("test", halves("spring"))),
                                flag("search", everybody("test", halves("summer")))),
                        List.of(),
                        List.of(),
                        List.of(holdout));
        var evaluator = Evaluator.of(set);
        var before = NOON.minus(Duration.ofDays(1));
        assertThat(said(evaluator, "checkout", before)).isEqualTo(Said.HELD_OUT);
        assertThat(said(evaluator, "checkout", NOON)).isEqualTo(Said.TAKEN);
        assertThat(said(evaluator, "search", before)).isEqualTo(Said.TAKEN);
    }

    @Test
    void allFlagsAreToldInTheirOrderAndNoneThatIsNotThere() {
        var evaluator = Flags.of(flag("zebra"), flag("ant"), flag("mole"));
        assertThat(evaluator.evaluateAll(GERMAN, NOON))
                .extracting(Outcome::flag)
                .containsExactly("zebra", "ant", "mole");
        assertThat(evaluator.evaluate("bee", GERMAN, NOON)).isEmpty();
        assertThat(Evaluator.of(FlagSet.EMPTY).evaluateAll(GERMAN, NOON)).isEmpty();
    }

    private static Outcome outcome(Evaluator evaluator) {
        return evaluator.evaluate("checkout", GERMAN, NOON).orElseThrow();
    }

    private static Said said(Evaluator evaluator, String flag, java.time.Instant now) {
        return evaluator.explain(flag, GERMAN, now).orElseThrow().steps().getLast().said();
    }
}
