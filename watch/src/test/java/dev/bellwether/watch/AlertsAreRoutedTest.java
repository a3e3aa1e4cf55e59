package dev.bellwether.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.InboundAlert.Priority;
import dev.bellwether.model.IntegrationId;
import dev.bellwether.model.InvalidInput.Problem;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.PolicyId;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.Severity;
import dev.bellwether.watch.RoutingRule.Condition;
import dev.bellwether.watch.RoutingRule.Operator;
import dev.bellwether.watch.RoutingRule.Times;
import java.time.DayOfWeek;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Rules in order, the first that takes an alert says where it goes.
class AlertsAreRoutedTest {
    static final Integration PROMETHEUS =
            new Integration(
                    new IntegrationId("prom"),
                    new OrganizationId("acme"),
                    "Prometheus",
                    "alertmanager",
                    new ServiceId("shop"),
                    false,
                    100,
                    Optional.empty(),
                    Optional.empty());

    /// A Monday.
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    private static final InboundEvent DISK =
            InboundEvent.trigger("k", Severity.WARNING, "Disk of db-3 is full")
                    .from("db-3")
                    .tagged(Map.of("team", "storage", "env", "prod"));

    @Test
    void theFirstThatTakesItDecidesAndNoneLeavesItAsItIs() {
        var rules =
                List.of(
                        nowhere("noise", is("severity", Operator.EQUALS, "info")),
                        to("storage", "databases", is("tag:team", Operator.EQUALS, "Storage")),
                        nowhere("rest"));
        Routed routed = Routing.of(rules).route(PROMETHEUS, DISK, NOON);
        assertThat(routed.policy()).contains(new PolicyId("databases"));
        assertThat(routed.why()).isEqualTo("rule 2 'storage'");
        assertThat(Routing.of(rules.subList(0, 1)).route(PROMETHEUS, DISK, NOON))
                .isEqualTo(Routed.AS_IT_IS);
        assertThat(
                        Routing.of(rules)
                                .route(
                                        PROMETHEUS,
                                        InboundEvent.trigger("k", Severity.CRITICAL, "x"),
                                        NOON)
                                .nowhere())
                .isTrue();
    }

    @Test
    void everyFieldAndOperator() {
        for (Condition holds :
                List.of(
                        is("severity", Operator.AT_LEAST, "warning"),
                        is("severity", Operator.NOT_EQUALS, "critical"),
                        is("source", Operator.CONTAINS, "DB-"),
                        is("summary", Operator.MATCHES, ".*db-[0-9]+.*"),
                        is("summary", Operator.NOT_MATCHES, "db-[0-9]+"),
                        is("service", Operator.EQUALS, "shop"),
                        is("integration", Operator.EQUALS, "prometheus"),
                        is("key", Operator.EQUALS, "k"),
                        is("tag:none", Operator.EQUALS, ""),
                        is("tag:env", Operator.NOT_CONTAINS, "stag"))) {
            assertThat(takes(holds)).as("%s", holds).isTrue();
        }
        for (Condition fails :
                List.of(
                        is("severity", Operator.AT_LEAST, "error"),
                        is("source", Operator.EQUALS, "db"),
                        is("summary", Operator.MATCHES, "db-[0-9]+"),
                        is("tag:none", Operator.CONTAINS, "x"),
                        is("tag:env", Operator.NOT_EQUALS, "prod"))) {
            assertThat(takes(fails)).as("%s", fails).isFalse();
        }
    }

    @Test
    void timesOfTheDayGoOnOverMidnightInTheirZone() {
        var nights = new Times("Europe/Paris", List.of(DayOfWeek.MONDAY), "22:00", "06:00");
        // Paris is an hour ahead: Monday 21:30 UTC is 22:30; Tuesday 04:59 UTC belongs to Monday's
        // night.
        assertThat(within(nights, "2026-11-23T20:59:59Z")).isFalse();
        assertThat(within(nights, "2026-11-23T21:00:00Z")).isTrue();
        assertThat(within(nights, "2026-11-24T04:59:59Z")).isTrue();
        assertThat(within(nights, "2026-11-24T05:00:00Z")).isFalse();
        assertThat(within(nights, "2026-11-24T21:30:00Z")).isFalse();
        assertThat(within(nights, "2026-11-23T04:00:00Z")).as("Sunday's night").isFalse();
        var office = new Times("UTC", List.of(), "09:00", "17:00");
        assertThat(within(office, "2026-11-23T09:00:00Z")).isTrue();
        assertThat(within(office, "2026-11-23T17:00:00Z")).isFalse();
        assertThat(within(new Times("UTC", List.of(), "00:00", "00:00"), "2026-11-23T03:00:00Z"))
                .as("equal ends mean the whole day")
                .isTrue();
    }

    @Test
    @Timeout(value = 20, unit = TimeUnit.SECONDS)
    void anExpressionThatExplodesElsewhereIsMatchedInLinearTime() {
        var rule = nowhere("bomb", is("summary", Operator.MATCHES, "(a+)+(a|aa)*$"));
        assertThat(Routing.problems(List.of(rule))).isEmpty();
        var event = InboundEvent.trigger("k", Severity.INFO, "a".repeat(1_023) + "!");
        for (int i = 0; i < 100; i++) {
            assertThat(Routing.of(List.of(rule)).route(PROMETHEUS, event, NOON).nowhere())
                    .isFalse();
        }
    }

    @Test
    void whatCannotBeMatchedInLinearTimeIsRefusedWithItsReason() {
        for (String bad : List.of("(a)\\1", "(?=x)y", "((a{1,500}){1,500}){1,500}", "(")) {
            assertThat(
                            Routing.problems(
                                    List.of(nowhere("r", is("summary", Operator.MATCHES, bad)))))
                    .as(bad)
                    .singleElement()
                    .extracting(Problem::field)
                    .isEqualTo("rules[0].conditions[0].value");
        }
        var large = is("summary", Operator.MATCHES, "(abc|def|ghi){150}");
        assertThat(
                        Routing.problems(
                                java.util.stream.IntStream.range(0, 150)
                                        .mapToObj(i -> nowhere("r" + i, large))
                                        .toList()))
                .isNotEmpty();
    }

    @Test
    void everyProblemIsToldAtOnceUnderItsField() {
        var rule =
                new RoutingRule(
                        "",
                        List.of(
                                is("colour", Operator.EQUALS, "x"),
                                is("severity", Operator.AT_LEAST, "bad"),
                                is("source", Operator.AT_LEAST, "info")),
                        Optional.of(new Times("Mars/Base", List.of(), "9", "10:00")),
                        false,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
        assertThat(Routing.problems(List.of(rule)))
                .extracting(Problem::field)
                .containsExactly(
                        "rules[0].name",
                        "rules[0].service",
                        "rules[0].conditions[0].field",
                        "rules[0].conditions[1].value",
                        "rules[0].conditions[2].operator",
                        "rules[0].times.zone");
        var both =
                new RoutingRule(
                        "r",
                        List.of(),
                        Optional.empty(),
                        true,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(Priority.P1));
        assertThat(Routing.problems(List.of(both)))
                .extracting(Problem::field)
                .containsExactly("rules[0].nowhere");
    }

    private static boolean takes(Condition condition) {
        return Routing.of(List.of(nowhere("r", condition))).route(PROMETHEUS, DISK, NOON).nowhere();
    }

    private static boolean within(Times times, String at) {
        var rule =
                new RoutingRule(
                        "r",
                        List.of(),
                        Optional.of(times),
                        true,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
        assertThat(Routing.problems(List.of(rule))).isEmpty();
        return Routing.of(List.of(rule)).route(PROMETHEUS, DISK, Instant.parse(at)).nowhere();
    }

    static Condition is(String field, Operator operator, String value) {
        return new Condition(field, operator, value);
    }

    static RoutingRule nowhere(String name, Condition... conditions) {
        return new RoutingRule(
                name,
                List.of(conditions),
                Optional.empty(),
                true,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    static RoutingRule to(String name, String policy, Condition... conditions) {
        return new RoutingRule(
                name,
                List.of(conditions),
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.of(new PolicyId(policy)),
                Optional.empty());
    }
}
