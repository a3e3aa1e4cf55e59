package dev.bellwether.experiment;

import static dev.bellwether.experiment.Flags.NOON;
import static dev.bellwether.experiment.Flags.attribute;
import static dev.bellwether.experiment.Flags.fixed;
import static dev.bellwether.experiment.Flags.flag;
import static dev.bellwether.experiment.Flags.is;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.experiment.Match.Order;
import dev.bellwether.experiment.Match.Where;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ConditionsHoldForWhomTheySayTest {
    private static final Visitor ANNA =
            new Visitor(
                    "anna",
                    Map.of(
                            "country", new Value.Text("DE"),
                            "age", new Value.Figure(34),
                            "zero", new Value.Figure(-0.0),
                            "app", new Value.Text("2.10.1"),
                            "beta", new Value.Truth(true),
                            "roles",
                                    new Value.Several(
                                            List.of(
                                                    new Value.Text("buyer"),
                                                    new Value.Text("admin"))),
                            "address", new Value.Structure(Map.of("city", new Value.Text("Köln"))),
                            "a.b", new Value.Text("dotted")));

    static Stream<Arguments> conditions() {
        return Stream.of(
                Arguments.of(true, Condition.EVERYBODY),
                Arguments.of(false, new Condition.Any(List.of())),
                Arguments.of(true, is("country", "FR", "DE")),
                Arguments.of(false, is("country", "de")),
                Arguments.of(true, new Condition.Not(is("country", "FR"))),
                Arguments.of(false, is("unknown", "DE")),
                Arguments.of(true, new Condition.Not(is("unknown", "DE"))),
                Arguments.of(true, is(Visitor.KEY, "anna")),
                Arguments.of(true, is("roles", "admin")),
                Arguments.of(false, is("roles", "owner")),
                Arguments.of(true, is("address.city", "Köln")),
                Arguments.of(false, is("address.city.part", "Köln")),
                Arguments.of(false, is("country.city", "Köln")),
                Arguments.of(true, is("a.b", "dotted")),
                Arguments.of(true, attribute("address", new Match.Known())),
                Arguments.of(false, attribute("phone", new Match.Known())),
                Arguments.of(
                        true, attribute("age", new Match.OneOf(List.of(new Value.Figure(34.0))))),
                Arguments.of(
                        true, attribute("zero", new Match.OneOf(List.of(new Value.Figure(0))))),
                Arguments.of(true, attribute("zero", new Match.Compared(Order.AT_MOST, -0.0))),
                Arguments.of(
                        true, attribute("beta", new Match.OneOf(List.of(new Value.Truth(true))))),
                Arguments.of(
                        false, attribute("beta", new Match.OneOf(List.of(new Value.Text("true"))))),
                Arguments.of(true, attribute("age", new Match.Compared(Order.AT_LEAST, 34))),
                Arguments.of(true, attribute("age", new Match.Compared(Order.AT_MOST, 34))),
                Arguments.of(false, attribute("age", new Match.Compared(Order.MORE, 34))),
                Arguments.of(false, attribute("age", new Match.Compared(Order.LESS, 34))),
                Arguments.of(true, attribute("age", new Match.Compared(Order.LESS, 34.5))),
                Arguments.of(false, attribute("country", new Match.Compared(Order.MORE, 0))),
                Arguments.of(true, attribute("app", new Match.Versioned(Order.MORE, "2.9"))),
                Arguments.of(false, attribute("country", new Match.Versioned(Order.MORE, "0"))),
                Arguments.of(false, attribute("age", new Match.Versioned(Order.MORE, "0"))),
                Arguments.of(
                        true,
                        attribute("country", new Match.Worded(Where.BEGINS, List.of("F", "D")))),
                Arguments.of(
                        false, attribute("country", new Match.Worded(Where.BEGINS, List.of("E")))),
                Arguments.of(
                        true, attribute("country", new Match.Worded(Where.ENDS, List.of("E")))),
                Arguments.of(
                        true, attribute("roles", new Match.Worded(Where.CONTAINS, List.of("dmi")))),
                Arguments.of(true, attribute("address.city", new Match.Pattern("^K.ln$"))),
                Arguments.of(false, attribute("address.city", new Match.Pattern("^k"))),
                Arguments.of(
                        false,
                        new Condition.All(List.of(is("country", "DE"), is("roles", "owner")))),
                Arguments.of(
                        true,
                        new Condition.Any(List.of(is("roles", "owner"), is("country", "DE")))),
                Arguments.of(true, new Condition.InSegment("germans")),
                Arguments.of(false, new Condition.Not(new Condition.InSegment("germans"))));
    }

    @ParameterizedTest
    @MethodSource("conditions")
    void ofAnna(boolean holds, Condition condition) {
        FlagSet set =
                new FlagSet(
                        List.of(flag("flag", fixed("rule", condition, "b"))),
                        List.of(new Segment("germans", is("country", "DE"))),
                        List.of(),
                        List.of());
        Outcome outcome = Evaluator.of(set).evaluate("flag", ANNA, NOON).orElseThrow();
        assertThat(outcome.variation()).isEqualTo(holds ? "b" : "d");
    }

    /// The order of semver.org, §11, and versions as people write them.
    @ParameterizedTest
    @CsvSource({
        "1.0.0-alpha,        1.0.0-alpha.1,  -1",
        "1.0.0-alpha.1,      1.0.0-alpha.beta, -1",
        "1.0.0-alpha.beta,   1.0.0-beta,     -1",
        "1.0.0-beta,         1.0.0-beta.2,   -1",
        "1.0.0-beta.2,       1.0.0-beta.11,  -1",
        "1.0.0-beta.11,      1.0.0-rc.1,     -1",
        "1.0.0-rc.1,         1.0.0,          -1",
        "1.0.0,              2.0.0,          -1",
        "2.9,                2.10,           -1",
        "2,                  2.0.0,           0",
        "v2.1,               2.1.0+build.7,   0",
        "2.01,               2.1,             0",
        "3,                  2.99.99,         1",
        "99999999999999999999, 100000000000000000000, -1",
    })
    void versionsStandInTheirOrder(String one, String other, int order) {
        var left = SemanticVersion.of(one).orElseThrow();
        var right = SemanticVersion.of(other).orElseThrow();
        assertThat(Integer.signum(left.compareTo(right))).isEqualTo(order);
        assertThat(Integer.signum(right.compareTo(left))).isEqualTo(-order);
    }

    @Test
    void whatIsNoVersionIsNone() {
        for (String text : List.of("", "v", "1.", "1..2", "one", "1.x", "1.0-", "-1", "1 ")) {
            assertThat(SemanticVersion.of(text)).as(text).isEmpty();
        }
        assertThat(SemanticVersion.of("1".repeat(101))).isEmpty();
    }
}
