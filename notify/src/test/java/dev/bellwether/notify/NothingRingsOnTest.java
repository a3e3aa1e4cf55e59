package dev.bellwether.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.AlertChanged;
import dev.bellwether.model.AlertId;
import dev.bellwether.model.Channel;
import dev.bellwether.model.DeliveryId;
import dev.bellwether.model.IncidentId;
import dev.bellwether.model.PageDue;
import dev.bellwether.model.Urgency;
import dev.bellwether.store.TestStore;
import dev.bellwether.store.TestStores;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What somebody has taken on, and what is over, rings nowhere any more: where a page rings by
/// itself, or became an alert of its own, that is told.
class NothingRingsOnTest {
    private static final String KEY = "0123456789abcdef0123456789abcdef";
    private static final String USER_KEY = "u".repeat(30);
    private static final String CANCEL = "/1/receipts/cancel_by_tag/alert-alert1.json";
    private static final String MESSAGE = "/1/messages.json";

    /// Done once, while the first request is being answered.
    private final List<Runnable> meanwhile = new ArrayList<>();

    /// https://pushover.net/api/receipts and PagerDuty's Events API v2.
    private final FakeProvider fake =
            new FakeProvider(asked -> {
                meanwhile.forEach(Runnable::run);
                meanwhile.clear();
                return asked.path().startsWith("/1/")
                        ? FakeProvider.Says.of(
                                200, "{\"status\":1,\"request\":\"r\",\"receipt\":\"rcpt\"}")
                        : FakeProvider.Says.of(
                                202, "{\"status\":\"success\",\"dedup_key\":\"alert1\"}");
            });

    private final TestStore test = TestStores.sqlite();
    private final Reached reached = new Reached(test, Reached.settings(fake));

    @AfterEach
    void close() {
        reached.close();
        test.close();
        fake.close();
    }

    @Test
    void anEmergencyOfPushoverEndsWhenItIsTakenOn() {
        page(Channel.PUSHOVER, USER_KEY, Urgency.HIGH);
        happens(AlertChanged.What.ACKNOWLEDGED);
        assertThat(paths()).containsExactly(MESSAGE, CANCEL);
    }

    @Test
    void anEmergencyOfPushoverEndsWhenTheAlertIsOverAndNobodyTookItOn() {
        page(Channel.PUSHOVER, USER_KEY, Urgency.HIGH);
        happens(AlertChanged.What.RESOLVED);
        assertThat(paths()).containsExactlyInAnyOrder(MESSAGE, CANCEL, MESSAGE);
        assertThat(fake.asked)
                .filteredOn(asked -> asked.path().equals(CANCEL))
                .singleElement()
                .satisfies(
                        asked -> assertThat(asked.form()).isEqualTo(Map.of("token", "app-token")));
        assertThat(fake.asked)
                .filteredOn(asked -> asked.path().equals(MESSAGE))
                .last()
                .satisfies(asked ->
                        assertThat(asked.form())
                                .containsEntry("title", "Resolved: Checkout is down")
                                .containsEntry("priority", "0"));
    }

    @Test
    void whatNeverRangIsNotSilenced() {
        page(Channel.PUSHOVER, USER_KEY, Urgency.LOW);
        happens(AlertChanged.What.RESOLVED);
        assertThat(paths()).containsExactly(MESSAGE, MESSAGE);
    }

    @Test
    void whatIsTakenOnWhileItLeavesIsTakenOnThereToo() {
        meanwhile.add(() -> tell(AlertChanged.What.ACKNOWLEDGED));
        page(Channel.PAGERDUTY, KEY, Urgency.HIGH);
        assertThat(actions()).containsExactly("trigger", "acknowledge");
        happens(AlertChanged.What.RESOLVED);
        assertThat(actions()).containsExactly("trigger", "acknowledge", "resolve");
    }

    @Test
    void whatEndsWhileItLeavesEndsThereToo() {
        meanwhile.add(() -> tell(AlertChanged.What.RESOLVED));
        page(Channel.PAGERDUTY, KEY, Urgency.HIGH);
        assertThat(actions()).containsExactly("trigger", "resolve");
    }

    private void page(Channel channel, String address, Urgency urgency) {
        reached.write(
                new PageDue(
                        new DeliveryId("page1"),
                        new AlertId("alert1"),
                        new IncidentId("inc1"),
                        Optional.of(Sent.ADA),
                        List.of(Reached.on(channel, address)),
                        0,
                        0,
                        "Checkout is down",
                        "[STATUS] 503",
                        Optional.empty(),
                        urgency));
        reached.run();
    }

    private void happens(AlertChanged.What what) {
        tell(what);
        reached.run();
    }

    /// The outbox hears of it; nothing is sent yet.
    private void tell(AlertChanged.What what) {
        try (var sent = new Sent(test)) {
            reached.write(sent.alert(what));
        }
        reached.room.jobs().stream()
                .filter(job -> job.name().contains("notify-outbox"))
                .forEach(job -> job.run(test.clock().instant()));
    }

    private List<String> paths() {
        return fake.asked.stream().map(FakeProvider.Asked::path).toList();
    }

    private List<Object> actions() {
        return fake.asked.stream().map(asked -> asked.json().get("event_action")).toList();
    }
}
