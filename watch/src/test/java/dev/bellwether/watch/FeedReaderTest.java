package dev.bellwether.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.model.Impact;
import dev.bellwether.model.Status;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// When an entry of a feed means that an outage is open; and that doubt is never shown as up.
class FeedReaderTest {
    private static final FeedReader READER = new FeedReader();

    /// An RSS feed of one item, in doubt or not.
    private static Status status(String title, String text, String date) {
        return READER.read(
                        Answers.of(
                                "<rss version='2.0'><channel><title>Acme</title><item><title>"
                                        + title
                                        + "</title><guid>1</guid><description><![CDATA["
                                        + text
                                        + "]]></description><pubDate>"
                                        + date
                                        + "</pubDate></item></channel></rss>"))
                .status();
    }

    private static final String TODAY = "Fri, 01 May 2026 07:00:00 GMT";
    private static final String LAST_WEEK = "Mon, 20 Apr 2026 07:00:00 GMT";
    private static final String LAST_YEAR = "Thu, 01 May 2025 07:00:00 GMT";

    @Test
    void anRssFeedWithStagesInCategories() {
        ProviderReading reading = Recorded.read(READER, "feed-stages.rss.xml");
        assertThat(reading.name()).isEqualTo("Acme System Status");
        assertThat(reading.status()).isEqualTo(Status.PARTIAL_OUTAGE);
        assertThat(reading.incidents()).as("one is over, one forgotten").hasSize(1);
        var incident = reading.incidents().getFirst();
        assertThat(incident.id()).isEqualTo("INC1");
        assertThat(incident.status()).isEqualTo("investigating");
        assertThat(incident.impact()).isEqualTo(Impact.MAJOR);
        assertThat(incident.url()).isEqualTo("https://status.acme.com/INC1");
        assertThat(reading.updates()).hasSize(3);
    }

    @Test
    void anAtomFeedWithStagesInItsText() {
        ProviderReading reading = Recorded.read(READER, "feed-history.atom.xml");
        assertThat(reading.status()).isEqualTo(Status.PARTIAL_OUTAGE);
        assertThat(reading.incidents())
                .extracting(i -> i.status() + " " + i.name())
                .containsExactly("identified Partial outage of search");
        assertThat(reading.incidents().getFirst().updatedAt())
                .isEqualTo(Instant.parse("2026-05-01T07:50:00Z"));
    }

    @Test
    void doubtIsNeverUp() {
        assertThat(status("Errors of the API", "We look.", TODAY)).isEqualTo(Status.UNKNOWN);
        assertThat(status("Errors of the API", "We look.", LAST_YEAR))
                .as("no entry tells a stage")
                .isEqualTo(Status.UNKNOWN);
        assertThat(status("Errors", "Status: investigating", LAST_WEEK))
                .as("open, but long untouched")
                .isEqualTo(Status.UNKNOWN);
        assertThat(
                        READER.read(
                                        Answers.of(
                                                "<feed><title>Acme</title><updated>2026-05-01T07:00:00Z</updated></feed>"))
                                .status())
                .as("empty")
                .isEqualTo(Status.UNKNOWN);
    }

    @Test
    void whatTellsItsStageIsBelieved() {
        assertThat(status("Errors", "Status: Resolved", TODAY)).isEqualTo(Status.OPERATIONAL);
        assertThat(status("[Resolved] Errors", "", TODAY)).isEqualTo(Status.OPERATIONAL);
        assertThat(status("Errors - Resolved", "", TODAY)).isEqualTo(Status.OPERATIONAL);
        assertThat(status("Resolved: errors", "", TODAY)).isEqualTo(Status.OPERATIONAL);
        assertThat(status("Errors", "<b>Monitoring</b> - It is not yet resolved.", TODAY))
                .isEqualTo(Status.DEGRADED);
        assertThat(status("Errors", "<b>Investigating</b> - a<br><b>Resolved</b> - b", TODAY))
                .as("the oldest first")
                .isEqualTo(Status.OPERATIONAL);
        assertThat(status("Errors", "<b>Resolved</b> - b<br><b>Investigating</b> - a", TODAY))
                .as("the newest first")
                .isEqualTo(Status.OPERATIONAL);
        assertThat(status("Errors", "Status: investigating", LAST_YEAR))
                .as("forgotten")
                .isEqualTo(Status.OPERATIONAL);
        assertThat(status("New disks", "<b>Scheduled</b> - In May.", TODAY))
                .isEqualTo(Status.OPERATIONAL);
        assertThat(status("New disks", "<b>In progress</b> - Now.", TODAY))
                .isEqualTo(Status.MAINTENANCE);
    }

    @Test
    void howBadAnOpenEntryIs() {
        Map.of(
                        "API is down", Status.PARTIAL_OUTAGE,
                        "Major outage of everything", Status.PARTIAL_OUTAGE,
                        "Degraded performance", Status.DEGRADED,
                        "Errors", Status.DEGRADED)
                .forEach((title, status) ->
                        assertThat(status(title, "Status: investigating", TODAY))
                                .as(title)
                                .isEqualTo(status));
    }

    @Test
    void aLinkThatABrowserWouldRunIsNotKept() {
        var reading =
                READER.read(
                        Answers.of(
                                "<feed><title>Acme</title><entry><id>1</id><title>Errors</title>"
                                        + "<updated>2026-05-01T07:00:00Z</updated>"
                                        + "<link href='javascript:alert(1)'/>"
                                        + "<content>Status: open</content></entry></feed>"));
        assertThat(reading.incidents().getFirst().url()).isEmpty();
    }

    @Test
    void whichFeedIsAskedFor() {
        assertThat(READER.documents(Answers.ACME))
                .containsExactly(ProviderDocument.xml("https://status.acme.com/history.atom"));
        assertThat(READER.mayRead(Answers.ACME)).as("no feed is known of it").isFalse();
        assertThat(READER.mayRead(on("hund"))).isTrue();
        assertThat(Optional.of("azure").filter(p -> READER.mayRead(on(p)))).isEmpty();
    }

    private static Provider on(String platform) {
        Provider a = Answers.ACME;
        return new Provider(
                a.id(),
                a.organization(),
                a.name(),
                a.category(),
                a.homepage(),
                a.page(),
                platform,
                "https://status.acme.com/feed/",
                a.trust());
    }

    @Test
    void whatIsNoFeedIsRefused() {
        for (String body : List.of("", "{}", "<html/>", "<rss/>", "<rdf:RDF/>", "<feed>")) {
            assertThatThrownBy(() -> READER.read(Answers.of(body)))
                    .as(body)
                    .isInstanceOf(UnreadablePage.class);
        }
    }
}
