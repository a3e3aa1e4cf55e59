package dev.bellwether.incident;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.incident.Causes.Upstream;
import dev.bellwether.model.Dependencies;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName(
        "The cause of trouble is a service it depends on, grave enough, at about the same time")
class CausesTest {
    private static final Instant AT = Instant.parse("2026-05-01T08:00:00Z");
    private static final Duration WINDOW = Duration.ofMinutes(10);

    @ParameterizedTest(name = "{0} explains {1}: {2}")
    @CsvSource({
        "MAJOR_OUTAGE, MAJOR_OUTAGE, true",
        "PARTIAL_OUTAGE, MAJOR_OUTAGE, true",
        "MAJOR_OUTAGE, DEGRADED, true",
        "DEGRADED, DEGRADED, true",
        "DEGRADED, PARTIAL_OUTAGE, false",
        "DEGRADED, MAJOR_OUTAGE, false",
        "OPERATIONAL, DEGRADED, false",
        "MAINTENANCE, DEGRADED, false",
        "UNKNOWN, DEGRADED, false"
    })
    void whatIsOnlyDegradedDoesNotExplainAnOutage(Status cause, Status child, boolean explains) {
        assertThat(Causes.explains(cause, child)).isEqualTo(explains);
    }

    @ParameterizedTest(name = "{0} s apart: {1}")
    @CsvSource({"0, true", "600, true", "-600, true", "601, false", "-601, false"})
    void theWindowHoldsInBothDirections(long seconds, boolean found) {
        var one = up("stripe", Status.MAJOR_OUTAGE, AT.plusSeconds(seconds));
        assertThat(Causes.of(Status.MAJOR_OUTAGE, AT, WINDOW, List.of(one)).contains(one))
                .isEqualTo(found);
    }

    @Test
    void ofSeveralTheOneThatNoOtherExplains() {
        var database = up("database", Status.MAJOR_OUTAGE, AT.plusSeconds(40));
        var payments = up("payments", Status.MAJOR_OUTAGE, AT, "database");
        assertThat(Causes.of(Status.MAJOR_OUTAGE, AT, WINDOW, List.of(payments, database)))
                .containsExactly(database, payments);
    }

    @Test
    void ofTwoRootsTheEarlier() {
        var late = up("a", Status.MAJOR_OUTAGE, AT.plusSeconds(5));
        var early = up("b", Status.PARTIAL_OUTAGE, AT.minusSeconds(5));
        assertThat(Causes.of(Status.MAJOR_OUTAGE, AT, WINDOW, List.of(late, early)))
                .containsExactly(early, late);
    }

    @Test
    void aCircleIsFoundInAnyGraphAndOnlyWhereThereIsOne() {
        for (long seed = 0; seed < 3_000; seed++) {
            var random = new Random(seed);
            Map<ServiceId, Set<ServiceId>> edges = new HashMap<>();
            for (int i = 0; i < 8; i++) {
                // Only towards higher numbers: no circle among these.
                Set<ServiceId> on = new java.util.HashSet<>();
                for (int j = i + 1; j < 9; j++) {
                    if (random.nextInt(3) == 0) {
                        on.add(id(j));
                    }
                }
                edges.put(id(i), on);
            }
            int from = random.nextInt(9);
            int to = random.nextInt(9);
            var wanted =
                    new Dependencies(id(from), new OrganizationId("acme"), Set.of(id(to)), WINDOW);
            boolean isCircle = from == to || Causes.reach(id(to), edges).contains(id(from));
            var circle = DependencyMap.circle(wanted, edges);
            assertThat(circle.isPresent()).as("seed " + seed).isEqualTo(isCircle);
            circle.ifPresent(way -> assertWay(way, edges, id(from), id(to)));
        }
    }

    private static void assertWay(
            List<ServiceId> way,
            Map<ServiceId, Set<ServiceId>> edges,
            ServiceId from,
            ServiceId to) {
        assertThat(way.getFirst()).isEqualTo(from);
        assertThat(way.getLast()).isEqualTo(from);
        assertThat(way.get(1)).isEqualTo(to);
        var rest = new ArrayList<>(way.subList(1, way.size()));
        for (int i = 0; i + 1 < rest.size(); i++) {
            assertThat(edges.get(rest.get(i))).contains(rest.get(i + 1));
        }
    }

    private static ServiceId id(int n) {
        return new ServiceId("s" + n);
    }

    private static Upstream up(String id, Status status, Instant since, String... needs) {
        return new Upstream(
                new ServiceId(id),
                id,
                status,
                since,
                Set.of(needs).stream()
                        .map(ServiceId::new)
                        .collect(java.util.stream.Collectors.toSet()));
    }
}
