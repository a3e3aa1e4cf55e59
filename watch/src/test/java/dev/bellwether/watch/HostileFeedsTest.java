package dev.bellwether.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// A feed that multiplies entities, fetches files, or nests without end is refused, and costs no
/// more memory than an honest one of its size.
class HostileFeedsTest {
    private static final FeedReader READER = new FeedReader();

    private static void isRefused(String body, String why) {
        assertThatThrownBy(() -> READER.read(Answers.of(body)))
                .isInstanceOf(UnreadablePage.class)
                .hasMessageContaining(why);
    }

    @Test
    void aBillionLaughs() {
        var bomb = new StringBuilder("<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY a0 'ha'>");
        for (int i = 1; i < 30; i++) {
            bomb.append("<!ENTITY a")
                    .append(i)
                    .append(" '&a")
                    .append(i - 1)
                    .append(";&a")
                    .append(i - 1)
                    .append(";'>");
        }
        bomb.append("]><rss><channel><title>&a29;</title></channel></rss>");
        isRefused(bomb.toString(), "document type");
    }

    @Test
    void aFileOfTheMachine() {
        isRefused(
                "<!DOCTYPE rss [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><rss><channel><title>&x;</title></channel></rss>",
                "document type");
    }

    @Test
    void aDocumentTypeSomewhereElseIsNotFetched() throws Exception {
        var asked = new AtomicInteger();
        try (var pages = new LoopbackPages()) {
            pages.answer =
                    (request, out) -> {
                        asked.incrementAndGet();
                        LoopbackPages.text(out, 200, "application/xml-dtd", "", "<!ENTITY x 'y'>");
                    };
            isRefused(
                    "<!DOCTYPE rss SYSTEM '"
                            + pages.url()
                            + "/x.dtd'><rss><channel><title>&x;</title></channel></rss>",
                    "document type");
        }
        assertThat(asked).hasValue(0);
    }

    @Test
    void nestingWithoutEnd() {
        isRefused("<rss>".repeat(1_000_000), "deep");
    }

    @Test
    void aMillionElements() {
        isRefused("<rss><channel>" + "<item/>".repeat(600_000) + "</channel></rss>", "");
    }

    @Test
    void entitiesNobodyDeclaredStandForNothing() {
        String feed = "<rss><channel><title>Acme&lol;</title></channel></rss>";
        assertThat(READER.read(Answers.of(feed)).name()).isEqualTo("Acme");
    }

    @Test
    void itIsReadInTheEncodingItDeclares() {
        String feed =
                "<?xml version='1.0' encoding='%s'?><rss><channel><title>Ümläut</title></channel></rss>";
        for (Charset charset :
                List.of(
                        StandardCharsets.UTF_8,
                        StandardCharsets.ISO_8859_1,
                        StandardCharsets.UTF_16,
                        StandardCharsets.UTF_16LE,
                        StandardCharsets.UTF_16BE)) {
            byte[] bytes = feed.formatted(charset.name()).getBytes(charset);
            assertThat(ProviderXml.tree(bytes).children().getFirst().text("title", 20))
                    .as("%s", charset)
                    .isEqualTo("Ümläut");
        }
        assertThatThrownBy(() ->
                        ProviderXml.tree(feed.formatted("x-mars").getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(UnreadablePage.class)
                .hasMessageContaining("x-mars");
        byte[] broken = feed.formatted("utf-8").getBytes(StandardCharsets.ISO_8859_1);
        assertThat(ProviderXml.tree(broken).children().getFirst().text("title", 20))
                .isEqualTo("\uFFFDml\uFFFDut");
    }

    @Test
    void timesThatAreNoneAreNotRead() {
        for (String time :
                List.of("999999999999999", "-999999999999999", "9999-99-99", "", "12", "soon")) {
            assertThat(ProviderTime.parse(time)).as(time).isEmpty();
        }
        for (String time :
                List.of(
                        "Fri, 01 May 2026 08:00:00 Z",
                        "Fri, 1 May 2026 08:00:00 GMT",
                        "1 May 2026 08:00 UT",
                        "Fri, 01 May 2026 01:00:00 PDT",
                        "Fri, 01 May 2026 10:00:00 +0200",
                        "2026-05-01 08:00:00",
                        "2026-05-01T10:00:00+0200")) {
            assertThat(ProviderTime.parse(time)).as(time).contains(Answers.NOW);
        }
        assertThat(ProviderTime.epoch(Long.MAX_VALUE)).isEmpty();
        assertThat(ProviderTime.epoch(Long.MIN_VALUE)).isEmpty();
        assertThat(ProviderTime.epoch(1_777_622_400_000L))
                .isEqualTo(ProviderTime.epoch(1_777_622_400));
    }

    @Test
    void aLongTitleIsCut() {
        var reading =
                READER.read(
                        Answers.of(
                                "<rss><channel><title>"
                                        + "Acme ".repeat(500_000)
                                        + "</title></channel></rss>"));
        assertThat(reading.name()).hasSizeLessThanOrEqualTo(300);
    }

    @Test
    void tagsWithoutEndCostNoMoreThanTheirLength() {
        assertThat(FeedText.plain("<".repeat(1_000_000))).isEmpty();
        assertThat(FeedText.plain("&".repeat(1_000_000))).hasSize(1_000_000);
        assertThat(FeedText.plain("a &lt;b&gt; &amp;&nbsp;c &bogus; <p>d</p>"))
                .isEqualTo("a <b> & c &bogus;\nd");
    }
}
