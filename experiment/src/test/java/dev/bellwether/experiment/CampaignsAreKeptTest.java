package dev.bellwether.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.analytics.EventSettings;
import dev.bellwether.analytics.EventStore;
import dev.bellwether.model.Actor;
import dev.bellwether.model.CampaignChanged;
import dev.bellwether.model.CampaignChanged.What;
import dev.bellwether.model.Conflict;
import dev.bellwether.model.DataStale;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.NotFound;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.Site;
import dev.bellwether.model.SiteId;
import dev.bellwether.statistics.Family;
import dev.bellwether.statistics.Side;
import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.TestStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

/// Campaigns and metrics are kept as they were saved, nobody overwrites another's change, and a
/// change while one runs makes an edition that says from when it counts.
class CampaignsAreKeptTest {
    private static final Site SHOP =
            new Site(new SiteId("shop"), new OrganizationId("default"), "Shop", "site-shop", 30);
    private static final Actor ADA = new Actor(Actor.Kind.PERSON, "ada", "Ada");
    private static final Metric ORDERS =
            Metric.of(
                            "orders",
                            "orders per visitor",
                            new Measure.Count(
                                    new Goal(
                                            "order",
                                            List.of(
                                                    new Goal.Filter(
                                                            "total", Goal.Test.AT_LEAST, "5")))),
                            Family.Role.SECONDARY)
                    .cappedAt(new Metric.Cap.Percentile(0.999))
                    .adjustedBy(Metric.Covariate.SAME);

    @TempDir Path folder;

    static CampaignPlan plan(double weight, CampaignPlan.Chosen... metrics) {
        return new CampaignPlan(
                "checkout",
                "One-page checkout",
                "",
                CampaignPlan.Kind.EXPERIMENT,
                List.of(new Campaign.Arm("A", 1), new Campaign.Arm("B", weight)),
                Optional.empty(),
                ZoneId.of("Europe/Berlin"),
                Campaign.Multiple.LEFT_OUT,
                List.of("country"),
                List.of(metrics),
                CampaignPlan.PLANNED_VISITORS,
                CampaignPlan.STALE_AFTER);
    }

    private static CampaignPlan.Chosen primary(String metric) {
        return new CampaignPlan.Chosen(metric, Family.Role.PRIMARY);
    }

    private CampaignRoom room(TestStore test, EventStore events) {
        return new CampaignRoom(test.store(), events, folder.resolve("states"), test.clock());
    }

    private EventStore events(TestStore test) {
        return EventStore.open(EventSettings.in(folder.resolve("events")), test.clock());
    }

    @OnEachStore
    void whatIsSavedIsReadAndWhatIsWrongIsToldAtOnce(TestStore test) {
        try (var events = events(test);
                var room = room(test, events)) {
            room.metrics().save(SHOP, ORDERS, 0, ADA);
            assertThat(room.metrics().get(SHOP, "orders").thing()).isEqualTo(ORDERS);
            SiteCampaign made = room.book().save(SHOP, plan(1, primary("orders")), 0, ADA);
            assertThat(room.book().get(SHOP, "checkout")).isEqualTo(made);
            assertThat(room.book().editions(SHOP, "checkout")).isEmpty();

            assertThatThrownBy(() -> room.book().save(SHOP, plan(-1, primary("ordres")), 1, ADA))
                    .isInstanceOfSatisfying(
                            InvalidInput.class,
                            wrong ->
                                    assertThat(wrong.problems())
                                            .anySatisfy(problem ->
                                                    assertThat(problem.message())
                                                            .contains("did you mean 'orders'?")));
            assertThatThrownBy(() -> room.book().save(SHOP, plan(-1, primary("orders")), 1, ADA))
                    .hasMessageContaining("variations[1].weight: '-1.0' is not a number");
            assertThatThrownBy(() -> room.book().save(SHOP, plan(1, primary("orders")), 7, ADA))
                    .isInstanceOf(Conflict.class)
                    .hasMessageContaining("version 1, and you have read 7");
            assertThatThrownBy(() -> room.book().save(SHOP, plan(1, primary("orders")), 0, ADA))
                    .isInstanceOf(Conflict.class);
            var stranger =
                    new Site(new SiteId("other"), new OrganizationId("other"), "O", "site-o", 30);
            assertThatThrownBy(() -> room.book().get(stranger, "checkout"))
                    .isInstanceOf(NotFound.class);
            assertThatThrownBy(() -> room.metrics().remove(SHOP, "orders", ADA))
                    .hasMessage("The campaign 'checkout' uses the metric 'orders'");
            assertThatThrownBy(() ->
                            room.metrics()
                                    .save(SHOP, ORDERS.worseByAtMost(Side.TWO_SIDED, -1), 1, ADA))
                    .isInstanceOfSatisfying(
                            InvalidInput.class,
                            wrong ->
                                    assertThat(wrong.problems())
                                            .extracting(InvalidInput.Problem::field)
                                            .contains("better", "margin"));
        }
    }

    @OnEachStore
    void aChangeWhileItRunsMakesAnEditionAndAnotherDivisionANewPeriod(TestStore test) {
        try (var events = events(test);
                var room = room(test, events)) {
            CampaignBook book = room.book();
            room.metrics().save(SHOP, ORDERS, 0, ADA);
            book.save(SHOP, plan(1, primary("orders")), 0, ADA);
            Instant begin = test.clock().instant().minus(Duration.ofDays(2));
            SiteCampaign started = book.start(SHOP, "checkout", Optional.of(begin), ADA);
            assertThatThrownBy(() -> book.start(SHOP, "checkout", Optional.empty(), ADA))
                    .isInstanceOf(Conflict.class);
            assertThatThrownBy(() -> book.archive(SHOP, "checkout", true, ADA))
                    .hasMessageContaining("stop it first");

            test.clock().move(Duration.ofHours(1));
            room.metrics().save(SHOP, ORDERS.within(Duration.ofDays(7)), 1, ADA);
            List<Edition> measured = book.editions(SHOP, "checkout");
            assertThat(measured).extracting(Edition::number).containsExactly(2L, 1L);
            assertThat(measured.getFirst().campaign().from()).isEqualTo(begin);
            assertThat(measured.getFirst().why()).isEqualTo("metric orders measures otherwise");
            assertThat(measured.getFirst().isEdited()).isTrue();

            test.clock().move(Duration.ofHours(1));
            Instant divided = test.clock().instant();
            book.save(SHOP, plan(3, primary("orders")), started.version(), ADA);
            List<Edition> three = book.editions(SHOP, "checkout");
            assertThat(three.getFirst().campaign().from()).isEqualTo(divided);
            assertThat(three.getFirst().isEdited()).isFalse();
            assertThat(three.get(1).campaign().until()).contains(divided);
            assertThat(three.getFirst().why()).isEqualTo("variations are A 25 %, B 75 %");

            test.clock().move(Duration.ofHours(1));
            Instant end = test.clock().instant();
            SiteCampaign stopped = book.stop(SHOP, "checkout", ADA);
            assertThat(book.editions(SHOP, "checkout").getFirst().campaign().until()).contains(end);
            book.archive(SHOP, "checkout", true, ADA);
            assertThat(book.get(SHOP, "checkout").version()).isEqualTo(stopped.version() + 1);
            assertThat(book.history(SHOP, "checkout", 20))
                    .extracting(line -> ((CampaignChanged) line.fact()).what())
                    .containsExactly(
                            What.ARCHIVED, What.STOPPED, What.SAVED, What.STARTED, What.MADE);
        }
    }

    @OnEachStore
    void figuresThatBecomeTooOldAreTold(TestStore test) {
        try (var events = events(test);
                var room = room(test, events)) {
            room.metrics().save(SHOP, ORDERS, 0, ADA);
            room.book().save(SHOP, plan(1, primary("orders")), 0, ADA);
            room.book().start(SHOP, "checkout", Optional.empty(), ADA);
            work(room, test);
            assertThat(room.book().get(SHOP, "checkout").staleSince()).isEmpty();
            test.clock().move(Duration.ofHours(25));
            work(room, test);
            work(room, test);
            assertThat(room.book().get(SHOP, "checkout").staleSince()).isPresent();
            assertThat(room.book().history(SHOP, "checkout", 20))
                    .filteredOn(line -> line.fact() instanceof DataStale)
                    .singleElement()
                    .satisfies(line ->
                            assertThat(((DataStale) line.fact()).why())
                                    .startsWith("Stale data. As of ")
                                    .contains("no event of the site has arrived"));
            events.take(
                    SHOP.id(),
                    List.of(
                            new dev.bellwether.analytics.Event(
                                    "e1",
                                    "v1",
                                    test.clock().instant(),
                                    dev.bellwether.analytics.Event.Kind.GOAL,
                                    "order",
                                    "",
                                    1,
                                    "")));
            events.apply();
            work(room, test);
            assertThat(room.book().get(SHOP, "checkout").staleSince()).isEmpty();
            assertThat(room.book().history(SHOP, "checkout", 1).getFirst().fact())
                    .isInstanceOfSatisfying(
                            DataStale.class, fresh -> assertThat(fresh.stale()).isFalse());
        }
    }

    private static void work(CampaignRoom room, TestStore test) {
        room.jobs().forEach(job -> job.run(test.clock().instant()));
    }
}
