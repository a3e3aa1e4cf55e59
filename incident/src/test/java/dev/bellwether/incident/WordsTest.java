package dev.bellwether.incident;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.CheckId;
import dev.bellwether.model.CheckState;
import dev.bellwether.model.FailedRule;
import dev.bellwether.model.IncidentPolicy;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.Service;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.Status;
import dev.bellwether.model.VerdictChanged;
import dev.bellwether.model.VerdictId;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What automation says reads as a person would say it.
class WordsTest {
    private static final Instant SINCE = Instant.parse("2026-11-22T15:02:51.451855507Z");
    private static final Service SHOP =
            new Service(
                    new ServiceId("shop"),
                    new OrganizationId("acme"),
                    "Shop",
                    "",
                    IncidentPolicy.DEFAULT,
                    Optional.empty());

    @Test
    void evidenceNamesTheCheckTheTimeAndTheCause() {
        var said =
                new VerdictChanged(
                        new VerdictId("v1"),
                        new CheckId("c1"),
                        SHOP.id(),
                        "Front page",
                        CheckState.UP,
                        CheckState.DOWN,
                        Status.OPERATIONAL,
                        Status.MAJOR_OUTAGE,
                        "[STATUS] 503 is not in 200-299",
                        SINCE,
                        SINCE.plusSeconds(2));
        assertThat(Words.evidence(said))
                .isEqualTo(
                        "Check 'Front page' is down since 15:02:51 UTC on 22 November 2026:"
                                + " [STATUS] 503 is not in 200-299 (verdict v1)");
    }

    @ParameterizedTest
    @EnumSource(FailedRule.class)
    void everyWayToFailHasPublicWordsWithoutItsTag(FailedRule failed) {
        String opened =
                Words.opened(
                        SHOP,
                        Status.MAJOR_OUTAGE,
                        SINCE,
                        "db: " + failed.tag() + " 10.0.0.7 said no");
        assertThat(opened)
                .contains(Words.seen(failed))
                .contains("It began at 15:02 UTC.")
                .doesNotContain("[")
                .doesNotContain("10.0.0.7");
    }

    @Test
    void aCauseThatSaysNothingIsSaidByItsStatus() {
        assertThat(Words.opened(SHOP, Status.PARTIAL_OUTAGE, SINCE, "no idea [X]"))
                .contains("it is partly down");
    }
}
