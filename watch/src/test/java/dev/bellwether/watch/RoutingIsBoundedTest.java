package dev.bellwether.watch;

import static dev.bellwether.watch.AlertsAreRoutedTest.PROMETHEUS;
import static dev.bellwether.watch.AlertsAreRoutedTest.is;
import static dev.bellwether.watch.AlertsAreRoutedTest.nowhere;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.re2j.Pattern;
import dev.bellwether.model.InvalidInput.Problem;
import dev.bellwether.model.Severity;
import dev.bellwether.watch.RoutingRule.Condition;
import dev.bellwether.watch.RoutingRule.Operator;
import dev.bellwether.watch.RoutingRule.Times;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// "What is just allowed is taken, and one more is refused with its reason."
class RoutingIsBoundedTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final Condition ANY = is("source", Operator.EQUALS, "db");

    @Test
    void whatIsNotSoIsHeldAgainstARule() {
        InboundEvent disk =
                InboundEvent.trigger("k", Severity.WARNING, "Disk of db-3 is full").from("db-3");
        for (Condition fails :
                List.of(
                        is("source", Operator.NOT_CONTAINS, "DB"),
                        is("summary", Operator.NOT_MATCHES, ".*db-[0-9].*"))) {
            assertThat(
                            Routing.of(List.of(nowhere("r", fails)))
                                    .route(PROMETHEUS, disk, NOON)
                                    .nowhere())
                    .as("%s", fails)
                    .isFalse();
        }
    }

    @Test
    void twoHundredRulesOfTwentyConditionsEach() {
        assertThat(Routing.problems(Collections.nCopies(200, nowhere("r", ANY)))).isEmpty();
        assertThat(Routing.problems(Collections.nCopies(201, nowhere("r", ANY))))
                .containsExactly(new Problem("rules", "'201' rules; at most 200"));
        assertThat(fields(nowhere("r", of(20, ANY)))).isEmpty();
        assertThat(fields(nowhere("r", of(21, ANY)))).containsExactly("rules[0].conditions");
    }

    @Test
    void aNameOfAHundredCharactersAndAValueOfFiveHundred() {
        assertThat(fields(nowhere("n".repeat(100), ANY))).isEmpty();
        assertThat(fields(nowhere("n".repeat(101), ANY))).containsExactly("rules[0].name");
        assertThat(fields(nowhere("r", is("source", Operator.EQUALS, "v".repeat(500))))).isEmpty();
        assertThat(fields(nowhere("r", is("source", Operator.EQUALS, "v".repeat(501)))))
                .containsExactly("rules[0].conditions[0].value");
    }

    @Test
    void anExpressionOfTwoThousandStepsAndTwentyThousandTogether() {
        String largest = ofSize(2_000);
        assertThat(Routing.pattern(largest).pattern()).isEqualTo(largest);
        assertThatThrownBy(() -> Routing.pattern(ofSize(2_001)))
                .hasMessageContaining("too large a regular expression");
        for (Operator operator : List.of(Operator.MATCHES, Operator.NOT_MATCHES)) {
            var rules =
                    new ArrayList<>(
                            Collections.nCopies(
                                    10, nowhere("r", is("summary", operator, largest))));
            // What is no expression has no size.
            rules.add(nowhere("r", is("summary", Operator.CONTAINS, "(")));
            assertThat(Routing.problems(rules)).isEmpty();
            rules.add(nowhere("r", is("summary", operator, "a")));
            assertThat(Routing.problems(rules)).extracting(Problem::field).containsExactly("rules");
        }
    }

    @Test
    void aTagHasAName() {
        assertThat(fields(nowhere("r", is("tag:t", Operator.EQUALS, "x")))).isEmpty();
        assertThat(fields(nowhere("r", is("tag:", Operator.EQUALS, "x"))))
                .containsExactly("rules[0].conditions[0].field");
    }

    @Test
    void aSeverityThatIsNoneIsToldWithThoseThereAre() {
        assertThat(
                        Routing.problems(
                                List.of(nowhere("r", is("severity", Operator.AT_LEAST, "bad")))))
                .extracting(Problem::message)
                .containsExactly("'bad' is not one of info, warning, error, critical");
        assertThat(Routing.problems(List.of(nowhere("r", is("source", Operator.MATCHES, "(")))))
                .extracting(Problem::message)
                .singleElement()
                .asString()
                .startsWith("'(' is no regular expression of RE2's");
    }

    @Test
    void aTimeThatIsNoneIsToldAtItsOwnField() {
        assertThat(fields(at("9", "10:00"))).containsExactly("rules[0].times.from");
        assertThat(fields(at("09:00", "10"))).containsExactly("rules[0].times.to");
        assertThat(fields(at("09:00", "10:00"))).isEmpty();
    }

    private static RoutingRule at(String from, String to) {
        return new RoutingRule(
                "r",
                List.of(),
                Optional.of(new Times("UTC", List.of(), from, to)),
                true,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static Condition[] of(int count, Condition condition) {
        return Collections.nCopies(count, condition).toArray(Condition[]::new);
    }

    private static List<String> fields(RoutingRule rule) {
        return Routing.problems(List.of(rule)).stream().map(Problem::field).toList();
    }

    /// An expression whose program has so many steps.
    private static String ofSize(int steps) {
        return IntStream.range(1, 1_000)
                .mapToObj(n -> "a{1000}a{" + n + "}")
                .filter(text -> Pattern.compile(text, Pattern.DOTALL).programSize() == steps)
                .findFirst()
                .orElseThrow();
    }
}
