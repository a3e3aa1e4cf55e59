package dev.bellwether.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.Role;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The guard is seen and switched by people, each as far as their role goes.
class TheGuardInTheConsoleTest {
    private static final List<String> PAGES =
            List.of(
                    "/console/guard",
                    "/console/guard/queries",
                    "/console/guard/releases",
                    "/console/guard/switch");

    @Test
    void whereThereIsNoneItSaysHowToGetOne() {
        try (var world = new World()) {
            var owner = world.owner();
            for (String page : PAGES) {
                assertThat(owner.get(page).text())
                        .contains("No ClickHouse is guarded here", "guard.upstream");
            }
        }
    }

    @Test
    void nodesAndEmptyListsAreShown() {
        try (var world = new World()) {
            world.guard.make(world.clock);
            var owner = world.owner();
            var now = owner.get("/console/guard");
            assertThat(now.status()).isEqualTo(200);
            assertThat(now.text()).contains("127.0.0.1:9", "1 GB", "Nothing runs now");
            assertThat(now.html().select("script:not([src]), [onclick], [style]")).isEmpty();
            assertThat(owner.get("/console/guard/queries").text())
                    .contains("No query ended in the last hour");
            assertThat(owner.get("/console/guard/releases").text())
                    .contains("No release and no variation");
        }
    }

    @Test
    void itIsSwitchedDrainedAndBlocksPeopleWhichTheAuditLogTells() {
        try (var world = new World()) {
            world.guard.make(world.clock);
            var owner = world.owner();
            var page = owner.get("/console/guard/switch");
            page = owner.press(page, "Switch to Observing");
            assertThat(page.text()).contains("The guard is now: Observing.");
            page = owner.press(page, "Drain");
            assertThat(page.text()).contains("Drained");
            page = owner.press(page, "Let in again");
            assertThat(page.text()).contains("Not drained");
            var wrong = owner.press(page, "Apply", "value", "reports", "lasts", "soon");
            assertThat(wrong.status()).isEqualTo(422);
            assertThat(wrong.text()).contains("'soon' is not a time span");
            page =
                    owner.press(
                            page,
                            "Apply",
                            "by",
                            "FEATURE",
                            "value",
                            "re&ports",
                            "lasts",
                            "2h",
                            "why",
                            "memory since 2026.5");
            assertThat(page.text()).contains("re&ports", "memory since 2026.5");
            page = owner.press(page, "Let in again: re&ports");
            assertThat(page.text()).contains("Nobody is kept out");
            assertThat(world.guard.audit)
                    .anySatisfy(line -> assertThat(line).isEqualTo("Ada Byron: mode observe"))
                    .anySatisfy(line -> assertThat(line).contains("block feature re&ports until"));
        }
    }

    @Test
    void aReleaseIsPutIntoQuarantineAndTakenOutByPeople() {
        try (var world = new World()) {
            world.guard.make(world.clock);
            var owner = world.owner();
            var page =
                    owner.get(
                            "/console/guard/switch?by=RELEASE&value=2026.5&feature=rep%26orts&how=QUARANTINE");
            page = owner.press(page, "Apply", "lasts", "3h");
            assertThat(page.text())
                    .contains(
                            "Release 2026.5 is in quarantine.",
                            "of rep&orts",
                            "Nobody is kept out");
            page = owner.press(page, "Take out: 2026.5");
            assertThat(page.text()).contains("taken out of quarantine", "Nobody is in quarantine");
            assertThat(world.guard.audit)
                    .anySatisfy(line ->
                            assertThat(line)
                                    .startsWith(
                                            "Ada Byron: quarantine release 2026.5 of feature 'rep&orts' until"))
                    .contains(
                            "Ada Byron: end the quarantine of release 2026.5 of feature 'rep&orts'");
        }
    }

    @Test
    void aViewerOnlyLooksAndAResponderMayBlockButNotSwitchItOff() {
        try (var world = new World()) {
            world.guard.make(world.clock);
            world.owner();
            var viewer = world.member("Vera", Role.VIEWER);
            var shown = viewer.get("/console/guard/switch");
            assertThat(shown.status()).isEqualTo(200);
            assertThat(shown.html().select("main form")).isEmpty();
            var responder = world.member("Rita", Role.RESPONDER);
            var page = responder.get("/console/guard/switch");
            String csrf = page.html().select("input[name=csrf]").attr("value");
            assertThat(responder.press(page, "Apply", "value", "reports").text())
                    .contains("reports");
            assertThat(
                            responder
                                    .post(
                                            "/console/guard/switch/mode",
                                            Map.of("csrf", List.of(csrf), "mode", List.of("OFF")))
                                    .status())
                    .isEqualTo(403);
            assertThat(
                            responder
                                    .post(
                                            "/console/guard/switch/heavy",
                                            Map.of("csrf", List.of("forged")))
                                    .status())
                    .as("another site's form")
                    .isEqualTo(403);
        }
    }

    @Test
    void aQueryThatHasEndedCannotBeEnded() {
        try (var world = new World()) {
            world.guard.make(world.clock);
            var owner = world.owner();
            String csrf =
                    owner.get("/console/guard/switch")
                            .html()
                            .select("input[name=csrf]")
                            .attr("value");
            assertThat(
                            owner.post(
                                            "/console/guard/cancel",
                                            Map.of(
                                                    "csrf",
                                                    List.of(csrf),
                                                    "query",
                                                    List.of("no/one")))
                                    .text())
                    .contains("That query has ended already");
        }
    }
}
