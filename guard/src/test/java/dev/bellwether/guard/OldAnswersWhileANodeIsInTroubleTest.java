package dev.bellwether.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName(
        "While a node is in trouble its clients get an answer of before, with its age; never while it is well")
class OldAnswersWhileANodeIsInTroubleTest {
    private static final String READ = "SELECT count(), sum(number) FROM numbers(7)";

    @Test
    void whoAskedBeforeGetsTheAnswerOfThenAndNobodyElseDoes(@TempDir Path folder) throws Exception {
        var settings =
                new AnswerSettings(
                        AnswerSettings.Share.QUEUED, Duration.ofHours(1), 4 * Asking.MIB);
        try (ClickHouseNode node = ClickHouseNode.start(folder.resolve("node"));
                Asking asking =
                        Asking.before(
                                folder.resolve("guard"),
                                Controls.Mode.FULL,
                                settings,
                                node.address())) {
            Curl.Answer before = asking.ask(READ);
            assertThat(asking.ask(READ).all()).noneMatch(h -> h.startsWith("x-bellwether-stale"));
            assertThat(asking.guard().status().counts().stale()).isZero();
            node.close();

            for (Controls.Mode mode : List.of(Controls.Mode.FULL, Controls.Mode.LIGHT)) {
                asking.guard().mode(mode);
                Curl.Answer late = asking.ask(READ);
                assertThat(late.status()).isEqualTo("200");
                assertThat(late.body()).isEqualTo(before.body());
                assertThat(late.all())
                        .contains("x-bellwether-stale: away")
                        .anyMatch(h -> h.matches("age: \\d+"))
                        .anyMatch(h -> h.matches("x-clickhouse-query-id: .{36}"));
                assertThat(late.headers())
                        .filteredOn(h -> !h.startsWith("age:"))
                        .containsExactlyInAnyOrderElementsOf(before.headers());
            }
            assertThat(asking.guard().status().counts().stale()).isEqualTo(2);

            asking.guard().mode(Controls.Mode.OBSERVE);
            assertThat(asking.ask(READ).status()).isEqualTo("502");
            asking.guard().mode(Controls.Mode.LIGHT);
            String[] others = {"/?password=guessed", "/?user=ada", "/?max_threads=1"};
            for (String other : others) {
                assertThat(asking.at(other, READ).status()).as(other).isEqualTo("502");
            }
            assertThat(asking.ask(READ + " WHERE 1").status()).isEqualTo("502");
        }
    }

    private static Optional<Trouble> trouble(Lane lane, Set<String> silent, NodeRoom... nodes) {
        var wait = new AdmissionEffect.Wait("q", 1);
        return Trouble.of(wait, lane, List.of(nodes), silent::contains);
    }

    @Test
    void troubleIsWhatAllNodesHave() {
        NodeRoom well = NodeRoom.open("a", 100, 10);
        NodeRoom warming = NodeRoom.open("b", 100, 10).with(25, true);
        NodeRoom full = NodeRoom.open("c", 100, 10).with(100, false);
        assertThat(trouble(Lane.HEAVY, Set.of(), well)).as("it waits for its turn").isEmpty();
        assertThat(trouble(Lane.HEAVY, Set.of("a"), well)).contains(Trouble.AWAY);
        assertThat(trouble(Lane.HEAVY, Set.of("a"), well, warming)).contains(Trouble.WARMING);
        assertThat(trouble(Lane.INTERACTIVE, Set.of(), warming)).contains(Trouble.WARMING);
        assertThat(trouble(Lane.HEAVY, Set.of(), full)).contains(Trouble.PRESSURE);
        assertThat(trouble(Lane.INTERACTIVE, Set.of(), full)).isEmpty();
        assertThat(trouble(Lane.HEAVY, Set.of("b"), well, warming)).isEmpty();
    }

    @Test
    void whatRunsOrIsEndedByAPersonIsNoTrouble() {
        var run = new AdmissionEffect.Run("q", "a", 1, 0, Duration.ZERO);
        assertThat(Trouble.of(run, Lane.HEAVY, List.of(), _ -> true)).isEmpty();
        for (AdmissionEffect.Why why : AdmissionEffect.Why.values()) {
            Optional<Trouble> expected =
                    switch (why) {
                        case FULL, FULL_OF_FLOW, DEADLINE -> Optional.of(Trouble.FULL);
                        case NO_NODE -> Optional.of(Trouble.AWAY);
                        case FULL_OF_QUARANTINE, SAME_ID, CANCELLED -> Optional.empty();
                    };
            var refuse = new AdmissionEffect.Refuse("q", why, Duration.ofSeconds(1));
            assertThat(Trouble.of(refuse, Lane.HEAVY, List.of(), _ -> false)).isEqualTo(expected);
        }
    }
}
