package dev.bellwether.statuspage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.Check;
import dev.bellwether.model.CheckChanged;
import dev.bellwether.model.CheckId;
import dev.bellwether.model.CheckSpec;
import dev.bellwether.model.CheckState;
import dev.bellwether.model.Fact;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.Status;
import dev.bellwether.model.VerdictChanged;
import dev.bellwether.model.VerdictId;
import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.TestStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/// A page that was made today: what is not known yet is no trouble, and its uptime is that of now.
class AYoungPageTellsTheTruthTest {
    @OnEachStore
    void whatIsNewHasNoDataAndLeavesTheBannerAsItIs(TestStore test) throws Exception {
        try (var running = Running.of(test)) {
            page(test, "web", "job");
            say(test, turn("web", Status.UNKNOWN, Status.OPERATIONAL, test.clock().instant()));
            watch(test, "job", "beat");
            running.work(test);
            assertThat(banner(running)).isEqualTo("All systems operational");
            assertThat(states(running)).containsExactly("Operational", "No data");
            assertThat(running.text("/api/v2/status.json")).contains("All Systems Operational");

            say(test, verdict("job", "beat", Status.UNKNOWN, Status.UNKNOWN, test));
            running.work(test);
            assertThat(banner(running))
                    .as("a job that is waited for")
                    .isEqualTo("All systems operational");
            assertThat(running.text("/api/v2/components.json")).contains("\"status\":\"unknown\"");

            say(
                    test,
                    verdict("job", "beat", Status.UNKNOWN, Status.OPERATIONAL, test),
                    turn("job", Status.UNKNOWN, Status.OPERATIONAL, test.clock().instant()));
            running.work(test);
            assertThat(states(running)).containsExactly("Operational", "Operational");
        }
    }

    @OnEachStore
    void whatWasKnownAndCannotBeToldAnyMoreIsSaid(TestStore test) throws Exception {
        try (var running = Running.of(test)) {
            page(test, "web", "job");
            Instant now = test.clock().instant();
            watch(test, "job", "beat");
            say(
                    test,
                    verdict("job", "beat", Status.UNKNOWN, Status.OPERATIONAL, test),
                    turn("job", Status.UNKNOWN, Status.OPERATIONAL, now),
                    verdict("job", "beat", Status.OPERATIONAL, Status.UNKNOWN, test),
                    turn("job", Status.OPERATIONAL, Status.UNKNOWN, now.plusSeconds(1)));
            running.work(test);
            assertThat(banner(running)).contains("some systems cannot be checked");
            assertThat(states(running)).containsExactly("Operational", "Unknown");
        }
    }

    @OnEachStore
    void aPageOfWhichNothingIsKnownDoesNotSayThatAllIsWell(TestStore test) throws Exception {
        try (var running = Running.of(test)) {
            page(test, "web");
            watch(test, "web", "home");
            running.work(test);
            assertThat(banner(running)).isEqualTo("The status cannot be told right now");
            assertThat(states(running)).containsExactly("No data");
        }
    }

    @OnEachStore
    void theUptimeOfAYoungPageIsThatOfNow(TestStore test) throws Exception {
        try (var running = Running.of(test)) {
            page(test, "web");
            // As a service is made: operational for want of a check, until the first is added.
            say(test, turn("web", Status.UNKNOWN, Status.OPERATIONAL, test.clock().instant()));
            pass(test, running, Duration.ofMinutes(2));
            watch(test, "web", "home");
            say(test, turn("web", Status.OPERATIONAL, Status.UNKNOWN, test.clock().instant()));
            pass(test, running, Duration.ofMinutes(5));
            assertThat(uptime(running)).as("nothing is known yet").isEqualTo("No data");
            say(
                    test,
                    verdict("web", "home", Status.UNKNOWN, Status.OPERATIONAL, test),
                    turn("web", Status.UNKNOWN, Status.OPERATIONAL, test.clock().instant()));
            pass(test, running, Duration.ofMinutes(6));
            say(test, turn("web", Status.OPERATIONAL, Status.MAJOR_OUTAGE, test.clock().instant()));
            pass(test, running, Duration.ofMinutes(6));
            assertThat(uptime(running)).isEqualTo("50% uptime");
            say(test, turn("web", Status.MAJOR_OUTAGE, Status.OPERATIONAL, test.clock().instant()));
            pass(test, running, Duration.ofMinutes(12));
            assertThat(uptime(running))
                    .as("6 of 24 minutes; those before the first answer are none")
                    .isEqualTo("75% uptime");
            assertThat(running.text("/uptime.csv")).contains(",75.0,75.0,");
        }
    }

    /// The clock moves minute by minute, and what has to be done is done.
    private static void pass(TestStore test, Running running, Duration time) {
        for (long i = 0; i < time.toMinutes(); i++) {
            test.clock().move(Duration.ofMinutes(1));
            running.work(test);
        }
    }

    private static String banner(Running running) throws Exception {
        return html(running).select(".banner").text();
    }

    private static List<String> states(Running running) throws Exception {
        return html(running).select(".row .state").eachText();
    }

    private static String uptime(Running running) throws Exception {
        return html(running).select(".pct").text();
    }

    private static Document html(Running running) throws Exception {
        return Jsoup.parse(running.text("/"));
    }

    private static void page(TestStore test, String... services) {
        var items = new ArrayList<PageSpec.Item>();
        for (String service : services) {
            Shop.write(test.store(), Shop.service(service, service));
            items.add(Shop.item(service, service, Optional.empty()));
        }
        new StatusPages(test.store())
                .create(
                        Shop.ACME,
                        PageSpec.named("young", "Young")
                                .withComponents(List.of(), items)
                                .withMain(true),
                        Shop.ME);
    }

    private static void say(TestStore test, Fact... facts) {
        Shop.write(test.store(), facts);
    }

    private static Fact turn(String service, Status from, Status to, Instant at) {
        return Shop.turn(service, from, to, at);
    }

    private static void watch(TestStore test, String service, String check) {
        say(
                test,
                new CheckChanged(
                        new Check(
                                new CheckId(check),
                                Shop.ACME,
                                new ServiceId(service),
                                check,
                                new CheckSpec.Tcp("shop.example", 443, Optional.empty()),
                                Check.DEFAULT_INTERVAL,
                                Check.DEFAULT_TIMEOUT,
                                Optional.empty(),
                                Status.MAJOR_OUTAGE,
                                Check.Recovery.DEFAULT,
                                List.of(),
                                false),
                        Shop.ME));
    }

    private static Fact verdict(
            String service, String check, Status before, Status status, TestStore test) {
        Instant now = test.clock().instant();
        return new VerdictChanged(
                new VerdictId(check + status.ordinal()),
                new CheckId(check),
                new ServiceId(service),
                check,
                before == Status.UNKNOWN ? CheckState.UNKNOWN : CheckState.UP,
                status == Status.UNKNOWN ? CheckState.UNKNOWN : CheckState.UP,
                before,
                status,
                "",
                now,
                now);
    }
}
