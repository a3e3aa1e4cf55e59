package dev.bellwether.experiment;

import static dev.bellwether.experiment.Flags.NOON;
import static dev.bellwether.experiment.Flags.everybody;
import static dev.bellwether.experiment.Flags.flag;
import static dev.bellwether.experiment.Flags.halves;
import static dev.bellwether.experiment.Flags.in;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.statistics.Bucketing;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NobodyIsMovedWithoutNeedTest {
    private static final int VISITORS = 20_000;

    @Test
    void campaignsOfAGroupNeverMeetInOneVisitor() {
        var evaluator = grouped(slot("red", 0.5), slot("green", 0.3));
        int[] campaigns = new int[3];
        for (int i = 0; i < VISITORS; i++) {
            campaigns[divided(evaluator, "v" + i, NOON).size()]++;
        }
        assertThat(campaigns[2]).isZero();
        assertThat(campaigns[1]).isBetween(15_700, 16_300);
    }

    @Test
    void aSlotThatIsAddedOrFallsFreeMovesNobodyElse() {
        var before = grouped(slot("red", 0.5), slot("green", 0.3));
        var after = grouped(slot("gone", 0.5), slot("green", 0.3), slot("blue", 0.2));
        int stayed = 0;
        for (int i = 0; i < VISITORS; i++) {
            Map<String, String> was = divided(before, "v" + i, NOON);
            Map<String, String> is = divided(after, "v" + i, NOON);
            assertThat(is.get("green")).isEqualTo(was.get("green"));
            stayed += is.containsKey("green") ? 1 : 0;
        }
        assertThat(stayed).isBetween(5_700, 6_300);
    }

    @Test
    void aRolloutThatGrowsAddsVisitorsAndMovesNone() {
        var ramp =
                new Ramp(
                        0,
                        List.of(
                                new Ramp.Step(NOON, 0.1),
                                new Ramp.Step(NOON.plus(Duration.ofDays(1)), 0.5),
                                new Ramp.Step(NOON.plus(Duration.ofDays(2)), 1)));
        var split = Flags.split("rollout", new Bucketing.Ours("rollout"), ramp, "a", "b");
        var evaluator = Flags.of(flag("flag", everybody("test", split)));
        int[] taken = new int[4];
        for (int i = 0; i < VISITORS; i++) {
            String key = "v" + i;
            List<String> days =
                    IntStream.range(0, 4)
                            .mapToObj(day ->
                                    divided(evaluator, key, NOON.plus(Duration.ofDays(day - 1)))
                                            .getOrDefault("flag", "-"))
                            .toList();
            for (int day = 0; day < 4; day++) {
                taken[day] += days.get(day).equals("-") ? 0 : 1;
                if (day > 0 && !days.get(day - 1).equals("-")) {
                    assertThat(days.get(day)).isEqualTo(days.get(day - 1));
                }
            }
        }
        assertThat(taken[0]).isZero();
        assertThat(taken[1]).isBetween(1_800, 2_200);
        assertThat(taken[2]).isBetween(9_700, 10_300);
        assertThat(taken[3]).isEqualTo(VISITORS);
    }

    /// The same visitors are kept out of every campaign, and within each they are a fair share of
    /// either variation: what they do can be compared with what the others do.
    @Test
    void aHoldoutIsOneSetOfVisitorsForAllCampaigns() {
        Flag[] flags = {
            flag("one", everybody("test", halves("one"))),
            flag("two", everybody("test", halves("two")))
        };
        var holdout = new Holdout("year", new Bucketing.Ours("year"), 0.1, Window.ALWAYS, Set.of());
        var without = Flags.of(flags);
        var with =
                Evaluator.of(new FlagSet(List.of(flags), List.of(), List.of(), List.of(holdout)));
        int[] heldOutOf = new int[2];
        for (int i = 0; i < VISITORS; i++) {
            Map<String, String> would = divided(without, "v" + i, NOON);
            Map<String, String> does = divided(with, "v" + i, NOON);
            if (does.isEmpty()) {
                heldOutOf["ab".indexOf(would.getOrDefault("one", ""))]++;
            } else {
                assertThat(does).isEqualTo(would);
            }
        }
        assertThat(Arrays.stream(heldOutOf).sum()).isBetween(1_850, 2_150);
        assertThat(heldOutOf[0]).isBetween(880, 1_120);
    }

    private static ExclusionGroup.Slot slot(String campaign, double share) {
        return new ExclusionGroup.Slot(campaign, share);
    }

    /// A flag for each campaign that runs, which is all but `gone`.
    private static Evaluator grouped(ExclusionGroup.Slot... slots) {
        List<Flag> flags =
                Arrays.stream(slots)
                        .map(ExclusionGroup.Slot::campaign)
                        .filter(name -> !name.equals("gone"))
                        .map(name -> flag(name, everybody("test", in("colours", halves(name)))))
                        .toList();
        var group = new ExclusionGroup("colours", new Bucketing.Ours("colours"), List.of(slots));
        return Evaluator.of(new FlagSet(flags, List.of(), List.of(group), List.of()));
    }

    /// Flag → variation, of those that a campaign decides.
    private static Map<String, String> divided(Evaluator evaluator, String key, Instant now) {
        Map<String, String> divided = new HashMap<>();
        for (Outcome outcome : evaluator.evaluateAll(new Visitor(key), now)) {
            if (outcome.reason() instanceof Reason.Divided) {
                divided.put(outcome.flag(), outcome.variation());
            }
        }
        return divided;
    }
}
