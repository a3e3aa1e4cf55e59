package dev.bellwether.oncall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.Job;
import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.TestStore;
import java.time.Duration;

/// A node that does not hear of another's commit pages all the same, a second later: the steps are
/// looked for by themselves, and not only when something wakes the clock.
class AMissedWakeUpCostsASecondTest {
    @OnEachStore
    void theStepsAreLookedForEachSecond(TestStore test) {
        var office = new Office(test).annThenBob();
        Job clock =
                office.room.jobs().stream()
                        .filter(job -> job.name().equals("escalation-clock"))
                        .findFirst()
                        .orElseThrow();
        assertThat(clock.run(office.now()))
                .isBeforeOrEqualTo(office.now().plus(Duration.ofSeconds(1)));
    }
}
