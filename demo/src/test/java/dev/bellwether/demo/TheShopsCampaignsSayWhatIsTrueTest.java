package dev.bellwether.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.analytics.EventSettings;
import dev.bellwether.analytics.EventStore;
import dev.bellwether.experiment.CampaignResults;
import dev.bellwether.experiment.CampaignResults.Comparison;
import dev.bellwether.experiment.CampaignResults.Finding;
import dev.bellwether.experiment.CampaignResults.Question;
import dev.bellwether.experiment.CampaignResults.Verdict;
import dev.bellwether.experiment.CampaignRoom;
import dev.bellwether.model.Site;
import dev.bellwether.model.SiteId;
import dev.bellwether.people.People;
import dev.bellwether.store.Store;
import dev.bellwether.store.StoreSettings;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The demo's campaigns: a winner, a loser, one not to be believed, one of chosen")
class TheShopsCampaignsSayWhatIsTrueTest {
    /// Fewer than in the demo, and enough.
    private static final int VISITORS = 60_000;

    private static final Site SITE =
            new Site(new SiteId("shop"), People.DEFAULT, "Shop", "site-shop", 90);

    private static Store store;
    private static EventStore events;
    private static CampaignRoom campaigns;

    @BeforeAll
    static void comeIn(@TempDir Path folder) {
        Instant now = Instant.parse("2026-04-28T09:00:00Z");
        store = Store.open(StoreSettings.sqlite(folder.resolve("shop.db")), () -> now);
        events = EventStore.open(EventSettings.in(folder.resolve("events")), () -> now);
        campaigns = new CampaignRoom(store, events, folder.resolve("results"), () -> now);
        ShopSite.begin(SITE, campaigns, now.minus(Shoppers.PAST));
        new Shoppers(events, SITE, now, 20_260_428).come(VISITORS);
        events.apply();
    }

    @AfterAll
    static void close() {
        campaigns.close();
        events.close();
        store.close();
    }

    @Test
    void oneWins() {
        assertThat(results(ShopTale.WINNER).trust().passes()).isTrue();
        Comparison buyers = buyers(ShopTale.WINNER);
        assertThat(buyers.finding()).as(buyers.sentence()).isEqualTo(Finding.BETTER);
    }

    @Test
    void oneLoses() {
        assertThat(results(ShopTale.LOSER).trust().passes()).isTrue();
        Comparison buyers = buyers(ShopTale.LOSER);
        assertThat(buyers.finding()).as(buyers.sentence()).isEqualTo(Finding.WORSE);
    }

    @Test
    void oneIsNotToBeBelievedForItsVisitorsWereNotDealtAsPlanned() {
        CampaignResults.Trust trust = results(ShopTale.MISMATCH).trust();
        assertThat(trust.passes()).isFalse();
        assertThat(trust.checks())
                .filteredOn(check -> check.verdict() == Verdict.FAILS)
                .extracting(CampaignResults.Check::question)
                .containsExactly(Question.SAMPLE_RATIO);
    }

    @Test
    void oneSaysThatItsPeopleWereChosen() {
        Comparison buyers = buyers(ShopTale.CHOSEN);
        assertThat(buyers.finding()).as(buyers.sentence()).isEqualTo(Finding.OBSERVED);
        assertThat(results(ShopTale.CHOSEN).trust().checks())
                .filteredOn(check -> check.question() == Question.RANDOMISED)
                .extracting(CampaignResults.Check::verdict)
                .doesNotContain(Verdict.PASSES);
    }

    private static CampaignResults results(ShopTale tale) {
        return campaigns.results().report(SITE, tale.key, OptionalLong.empty(), Map.of()).results();
    }

    private static Comparison buyers(ShopTale tale) {
        return results(tale).metrics().stream()
                .filter(one -> one.metric().key().equals("buyers"))
                .findFirst()
                .orElseThrow()
                .comparisons()
                .getFirst();
    }
}
