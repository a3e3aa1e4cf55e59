package dev.bellwether.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.analytics.Event;
import dev.bellwether.analytics.EventSettings;
import dev.bellwether.analytics.EventStore;
import dev.bellwether.experiment.CampaignReport.OfCampaign;
import dev.bellwether.model.Actor;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.Site;
import dev.bellwether.model.SiteId;
import dev.bellwether.statistics.Family;
import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.TestStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;

/// A campaign's part of the report counts who was first exposed on the days of the period, and on
/// those of the period before; and says where nobody was randomised.
class ACampaignReportIsThatOfItsDaysTest {
    private static final Site SHOP =
            new Site(new SiteId("shop"), new OrganizationId("default"), "Shop", "site-shop", 90);
    private static final Actor ADA = new Actor(Actor.Kind.PERSON, "ada", "Ada");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final int DAYS = 10;

    @TempDir Path folder;

    private record Seen(LocalDate day, boolean inB, boolean buys) {}

    @OnEachStore
    void besideThePeriodBefore(TestStore test) throws IOException {
        try (var events =
                        EventStore.open(EventSettings.in(folder.resolve("events")), test.clock());
                var room =
                        new CampaignRoom(
                                test.store(), events, folder.resolve("states"), test.clock())) {
            Instant begin = test.clock().instant();
            room.metrics()
                    .save(
                            SHOP,
                            Metric.of(
                                    "buyers",
                                    "share of buyers",
                                    new Measure.Conversion(Goal.of("order")),
                                    Family.Role.SECONDARY),
                            0,
                            ADA);
            save(room, "checkout", CampaignPlan.Kind.EXPERIMENT);
            save(room, "spring", CampaignPlan.Kind.PERSONALISATION);
            save(room, "waits", CampaignPlan.Kind.EXPERIMENT);
            room.book().start(SHOP, "checkout", Optional.empty(), ADA);
            room.book().start(SHOP, "spring", Optional.empty(), ADA);
            List<Seen> seen = visit(events, begin);
            test.clock().move(Duration.ofDays(30));

            LocalDate last = LocalDate.ofInstant(begin, BERLIN).plusDays(25);
            CampaignReport report = room.reports().report(SHOP, Optional.of(last), DAYS);
            assertThat(report.campaigns())
                    .extracting(OfCampaign::campaign)
                    .containsExactly("checkout", "spring", "waits");
            OfCampaign checkout = report.campaigns().getFirst();
            for (int i = 0; i < 2; i++) {
                boolean isB = i == 1;
                List<Seen> now = within(seen, isB, last.minusDays(DAYS - 1), last);
                List<Seen> before =
                        within(seen, isB, last.minusDays(2 * DAYS - 1), last.minusDays(DAYS));
                assertThat(checkout.variations().get(i).visitors()).isEqualTo(now.size());
                assertThat(checkout.variations().get(i).before()).isEqualTo(before.size());
                CampaignReport.Level level = checkout.metrics().getFirst().levels().get(i);
                assertThat(level.value().orElseThrow()).isCloseTo(share(now), within());
                assertThat(level.before().orElseThrow()).isCloseTo(share(before), within());
                assertThat(level.change().orElseThrow())
                        .isCloseTo(share(now) / share(before) - 1, within());
            }
            assertThat(checkout.warning()).isEmpty();
            assertThat(checkout.metrics().getFirst().findings()).hasSize(1);
            assertThat(report.campaigns().get(1).randomised()).isFalse();
            assertThat(report.campaigns().get(1).warning().orElse(""))
                    .startsWith("Nobody was randomised: what is shown is no effect.");
            assertThat(report.campaigns().get(2).warning())
                    .contains("It was never started, so nothing is counted.");
            String csv =
                    new String(
                            CampaignReportFile.of(report, ResultsFile.Form.CSV).content(),
                            StandardCharsets.UTF_8);
            assertThat(csv.lines()).hasSize(1 + 4);
            assertThat(
                            ResultsAreTakenAlongTest.onPaper(
                                    CampaignReportFile.of(report, ResultsFile.Form.PDF)))
                    .contains("share of buyers")
                    .contains("checkout A " + checkout.variations().getFirst().visitors() + " ")
                    .contains("spring: Nobody was randomised: what is shown is no effect.")
                    .contains("waits: It was never started, so nothing is counted.");
            assertThatThrownBy(() -> room.reports().report(SHOP, Optional.empty(), 0))
                    .hasMessageContaining("'0' is not from 1 to 400");
        }
    }

    private static org.assertj.core.data.Offset<Double> within() {
        return org.assertj.core.data.Offset.offset(1e-12);
    }

    private static void save(CampaignRoom room, String key, CampaignPlan.Kind kind) {
        CampaignPlan plan = CampaignsAreKeptTest.plan(1);
        room.book()
                .save(
                        SHOP,
                        new CampaignPlan(
                                key,
                                key,
                                "",
                                kind,
                                plan.variations(),
                                Optional.empty(),
                                BERLIN,
                                plan.multiple(),
                                List.of(),
                                List.of(new CampaignPlan.Chosen("buyers", Family.Role.PRIMARY)),
                                plan.plannedVisitors(),
                                Duration.ofDays(30)),
                        0,
                        ADA);
    }

    /// Each visitor to both campaigns, at any time of the thirty days.
    private static List<Seen> visit(EventStore store, Instant begin) {
        var random = new Random(7);
        List<Seen> seen = new ArrayList<>();
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            Instant at = begin.plusSeconds(random.nextInt(30 * 86_400 - 60));
            boolean isB = random.nextBoolean();
            boolean buys = random.nextInt(isB ? 4 : 6) == 0;
            for (String campaign : List.of("checkout", "spring")) {
                events.add(event(campaign + i, i, at, campaign, isB ? "B" : "A"));
            }
            if (buys) {
                events.add(event("o" + i, i, at.plusSeconds(30), "order", ""));
            }
            seen.add(new Seen(LocalDate.ofInstant(at, BERLIN), isB, buys));
        }
        store.take(SHOP.id(), events);
        store.apply();
        return seen;
    }

    private static Event event(String id, int visitor, Instant at, String name, String variation) {
        return new Event(
                id,
                "v" + visitor,
                at,
                variation.isEmpty() ? Event.Kind.GOAL : Event.Kind.EXPOSURE,
                name,
                variation,
                Double.NaN,
                "");
    }

    private static List<Seen> within(List<Seen> all, boolean isB, LocalDate first, LocalDate last) {
        return all.stream()
                .filter(one -> one.inB() == isB)
                .filter(one -> !one.day().isBefore(first) && !one.day().isAfter(last))
                .toList();
    }

    private static double share(List<Seen> seen) {
        return (double) seen.stream().filter(Seen::buys).count() / seen.size();
    }
}
