package dev.bellwether.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.guard.Controls.Block;
import dev.bellwether.guard.Controls.By;
import dev.bellwether.guard.Controls.Caller;
import dev.bellwether.guard.Controls.Mode;
import dev.bellwether.guard.Controls.Ruling;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName(
        "People switch the guard off, to watching, light or full, and block what hurts for a while")
class PeopleSwitchTheGuardTest {
    private static final Instant NOW = Instant.parse("2026-05-01T08:00:00Z");
    private static final Instant LATER = NOW.plusSeconds(600);
    private static final Caller REPORTS = caller("f1", "reports", "v2", Lane.HEAVY);
    private static final Block BLOCK = new Block(By.FEATURE, "reports", "too heavy", LATER);

    private static final Ruling REFUSED =
            new Ruling.Refused(
                    "feature reports is blocked until 2026-05-01T08:10:00Z: too heavy",
                    Optional.of(LATER));

    private final Controls blocked = Controls.FULL.with(BLOCK, NOW);

    @Test
    void whatEachModeDoes() {
        assertThat(Controls.FULL.rule(REPORTS, NOW)).isEqualTo(new Ruling.Guarded(true));
        assertThat(in(Mode.FULL)).isEqualTo(REFUSED);
        assertThat(in(Mode.LIGHT)).isEqualTo(REFUSED);
        assertThat(Controls.FULL.switched(Mode.LIGHT).rule(REPORTS, NOW))
                .isEqualTo(new Ruling.Guarded(false));
        assertThat(in(Mode.OBSERVE)).isEqualTo(new Ruling.Untouched(Optional.of(REFUSED)));
        assertThat(in(Mode.OFF)).isEqualTo(new Ruling.Untouched(Optional.empty()));
    }

    @Test
    void aBlockKeepsOutWhatItNamesUntilItEnds() {
        assertThat(blocked.rule(caller("f1", "home", "v2", Lane.HEAVY), NOW))
                .isEqualTo(new Ruling.Guarded(true));
        assertThat(blocked.rule(REPORTS, LATER)).isEqualTo(new Ruling.Guarded(true));
        assertThat(blocked.without(By.FEATURE, "reports", NOW)).isEqualTo(Controls.FULL);
        assertThat(blocked.without(By.RELEASE, "reports", NOW)).isEqualTo(blocked);
        assertThat(blocked.without(By.RELEASE, "other", LATER)).isEqualTo(Controls.FULL);
        for (By by : By.values()) {
            String value = by == By.FINGERPRINT ? "f1" : by == By.FEATURE ? "reports" : "v2";
            assertThat(Controls.FULL.with(new Block(by, value, "x", LATER), NOW).rule(REPORTS, NOW))
                    .isInstanceOf(Ruling.Refused.class);
        }
    }

    @Test
    void aBlockOfTheSameTakesThePlaceOfTheFirst() {
        Block longer = new Block(By.FEATURE, "reports", "still", LATER.plusSeconds(60));
        assertThat(blocked.with(longer, NOW).blocks()).containsExactly(longer);
    }

    @Test
    void whatIsDrainedTakesNothingNewButWhatIsUrgent() {
        Controls drained = Controls.FULL.draining(true);
        assertThat(drained.rule(REPORTS, NOW))
                .isEqualTo(new Ruling.Refused("the guard is drained", Optional.empty()));
        assertThat(drained.rule(caller("", "", "", Lane.URGENT), NOW))
                .isEqualTo(new Ruling.Guarded(true));
        assertThat(drained.draining(false)).isEqualTo(Controls.FULL);
    }

    @Test
    void aBlockHasAnEnd() {
        assertThatThrownBy(() -> Controls.FULL.with(until(NOW), NOW))
                .hasMessage(
                        "block until 2026-05-01T08:00:00Z: must end after now and within 30 days");
        assertThatThrownBy(() -> Controls.FULL.with(until(NOW.plusSeconds(30 * 86_400 + 1)), NOW))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Controls.FULL.with(new Block(By.FEATURE, " ", "x", LATER), NOW))
                .hasMessage("a block needs the name of what it keeps out");
    }

    private Ruling in(Mode mode) {
        return blocked.switched(mode).rule(REPORTS, NOW);
    }

    private static Block until(Instant until) {
        return new Block(By.FEATURE, "reports", "x", until);
    }

    private static Caller caller(String fingerprint, String feature, String release, Lane lane) {
        return new Caller(fingerprint, feature, release, lane);
    }
}
