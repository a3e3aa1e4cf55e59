package dev.bellwether.oncall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.model.Channel;
import dev.bellwether.model.EscalationPolicy;
import dev.bellwether.model.EscalationPolicy.Step;
import dev.bellwether.model.EscalationPolicy.Target;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.PersonId;
import dev.bellwether.model.Role;
import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.TestStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;

@DisplayName("A policy that could not page is refused with everything that is wrong")
class APolicyThatCouldNotPageIsRefusedTest {
    @OnEachStore
    void allProblemsAtOnce(TestStore test) {
        var office = new Office(test).hire("mute", Role.RESPONDER, false);
        var wrong =
                new EscalationPolicy(
                        Office.POLICY,
                        Office.ACME,
                        "",
                        List.of(
                                Office.step(Duration.ofSeconds(9), "nobody"),
                                Office.step(Duration.ofHours(25), "mute"),
                                new Step(List.of(), Duration.ofMinutes(1)),
                                new Step(
                                        List.of(new Target.ToWebhook("ftp://x")),
                                        Duration.ofMinutes(1))),
                        10);
        assertThatThrownBy(() -> office.room.policies().save(wrong, Office.CLERK))
                .isInstanceOfSatisfying(
                        InvalidInput.class,
                        e ->
                                assertThat(e.problems())
                                        .extracting(InvalidInput.Problem::field)
                                        .containsExactly(
                                                "name",
                                                "repeat",
                                                "steps[0].delay",
                                                "steps[0].targets[0].person",
                                                "steps[1].delay",
                                                "steps[1].targets[0].person",
                                                "steps[2].targets",
                                                "steps[3].targets[0].url"));
        assertThat(office.room.policies().list(Office.ACME)).isEmpty();
    }

    @OnEachStore
    void theTimeoutAndTheLastResortAreCheckedToo(TestStore test) {
        var office = new Office(test);
        var wrong =
                new EscalationPolicy(
                        Office.POLICY,
                        Office.ACME,
                        "Shop",
                        List.of(Office.step(Duration.ofMinutes(5), "ann")),
                        0,
                        EscalationPolicy.Hurry.HIGH,
                        Optional.of(Duration.ofSeconds(5)),
                        List.of(
                                new Target.ToPerson(new PersonId("ann")),
                                new Target.ToChannel(Channel.SLACK, "the team's channel")));
        assertThat(office.room.policies().problems(wrong))
                .extracting(InvalidInput.Problem::field)
                .containsExactly("acknowledgeTimeout", "lastResort[0]", "lastResort[1].address");
    }
}
