package dev.bellwether.oncall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.model.Channel;
import dev.bellwether.model.EscalationPolicy;
import dev.bellwether.model.EscalationPolicy.Step;
import dev.bellwether.model.EscalationPolicy.Target;
import dev.bellwether.model.InvalidInput.Problem;
import dev.bellwether.model.PersonId;
import dev.bellwether.model.Rotation;
import dev.bellwether.model.ScheduleId;
import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.TestStore;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;

@DisplayName("\"I proved my number a year ago; whoever runs this has taken SMS away since\"")
class WhatIsNotSetUpReachesNobodyTest {
    @OnEachStore
    void aPolicyThatNamesThemIsRefusedWithWhatIsMissing(TestStore test) {
        var office = new Office(test).withoutChannel(Channel.EMAIL);
        assertThat(
                        office.room
                                .policies()
                                .problems(policy(new Target.ToPerson(new PersonId("ann")))))
                .containsExactly(
                        new Problem(
                                "steps[0].targets[0].person",
                                "'ann' (ann) has no contact method that works: Email is not set"
                                        + " up"));
        assertThat(
                        office.room
                                .policies()
                                .problems(policy(new Target.ToWebhook("https://example.com/hook"))))
                .as("no owner is left for the last resort")
                .extracting(Problem::field)
                .containsExactly("steps");
    }

    @OnEachStore
    void aChannelThatIsNotSetUpIsNoTarget(TestStore test) {
        var office = new Office(test).withoutChannel(Channel.TELEGRAM);
        assertThat(
                        office.room
                                .policies()
                                .problems(
                                        policy(new Target.ToChannel(Channel.TELEGRAM, "-100123"))))
                .containsExactly(
                        new Problem("steps[0].targets[0].channel", "Telegram is not set up"));
    }

    @OnEachStore
    void theProofOfCoverageListsTheirShiftsAsGaps(TestStore test) {
        var office = new Office(test);
        ScheduleDraft draft =
                ScheduleDraft.of(
                        Rotas.schedule(
                                "UTC",
                                Rotas.layer(
                                        "days",
                                        Rotas.rotation(
                                                Rotation.Unit.DAILY, 1, "2020-01-01", "09:00"),
                                        "ann")));
        ScheduleId schedule =
                office.room.schedules().make(Office.ACME, draft, false, Office.CLERK).id();
        assertThat(office.room.rota().coverage(Office.ACME, schedule, office.now()).gaps())
                .isEmpty();
        office.withoutChannel(Channel.EMAIL);
        assertThat(office.room.rota().coverage(Office.ACME, schedule, office.now()).gaps())
                .singleElement()
                .satisfies(gap ->
                        assertThat(gap.reasons())
                                .extracting(Gap.Unreachable::why)
                                .containsExactly(
                                        "has no contact method that works: Email is not set up"));
        assertThatThrownBy(
                        () -> office.room.schedules().make(Office.ACME, draft, false, Office.CLERK))
                .isInstanceOf(OpensGaps.class);
    }

    private static EscalationPolicy policy(Target target) {
        return new EscalationPolicy(
                Office.POLICY,
                Office.ACME,
                "Shop",
                List.of(new Step(List.of(target), Duration.ofMinutes(5))),
                0);
    }
}
