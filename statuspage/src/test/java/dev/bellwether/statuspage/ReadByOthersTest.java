package dev.bellwether.statuspage;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.rometools.rome.io.SyndFeedInput;
import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.TestStore;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.util.CompatibilityHints;

/// Other people's programs read the page: Statuspage v2 JSON as recorded, Atom, RSS, iCal; and
/// nothing private is in any of it.
class ReadByOthersTest {
    private static final Map<String, String> SHAPES =
            Map.of(
                    "page", "page",
                    "status", "status",
                    "components", "components",
                    "incidents", "incidents",
                    "incidents/unresolved", "incidents",
                    "scheduled-maintenances", "scheduled",
                    "scheduled-maintenances/upcoming", "scheduled",
                    "scheduled-maintenances/active", "scheduled",
                    "summary", "summary",
                    "incidents/openone", "incident");

    @OnEachStore
    void theTenDocumentsHaveStatuspagesShape(TestStore test) throws Exception {
        Bundle bundle = open(test);
        String definitions = resource("statuspage-v2.schema.json");
        SHAPES.forEach((path, shape) -> {
            Schema schema =
                    SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                            .getSchema(
                                    definitions.replace(
                                            "\"$ref\": \"#/$defs/any\"",
                                            "\"$ref\": \"#/$defs/" + shape + "\""),
                                    InputFormat.JSON);
            assertThat(schema.validate(text(bundle, "api/v2/" + path + ".json"), InputFormat.JSON))
                    .as(path)
                    .isEmpty();
        });
        assertThat(text(bundle, "api/v2/incidents/unresolved.json"))
                .contains("\"id\":\"openone\"")
                .doesNotContain("pastone");
        assertThat(text(bundle, "api/v2/status.json"))
                .contains("\"indicator\":\"major\"", "Partial System Outage");
        assertThat(text(bundle, "api/v2/summary.json").indexOf("u2\""))
                .isLessThan(text(bundle, "api/v2/summary.json").indexOf("u1\""));
    }

    @OnEachStore
    void feedsAndCalendarPassStrictReaders(TestStore test) throws Exception {
        Bundle bundle = open(test);
        for (String path : new String[] {"history.atom", "history.rss"}) {
            var feed = new SyndFeedInput().build(new StringReader(text(bundle, path)));
            assertThat(feed.getEntries())
                    .extracting(e -> e.getTitle())
                    .contains("Some API calls fail", "Payments were declined", "Database move");
        }
        CompatibilityHints.setHintEnabled(CompatibilityHints.KEY_RELAXED_PARSING, false);
        var calendar =
                new CalendarBuilder()
                        .build(
                                new ByteArrayInputStream(
                                        bundle.documents().get("history.ics").bytes()));
        calendar.validate();
        assertThat(calendar.getComponents()).hasSize(3);
        assertThat(text(bundle, "badge.svg")).contains("Some systems are down");
    }

    @OnEachStore
    void nothingPrivateIsInAnyFile(TestStore test) throws Exception {
        Bundle bundle = open(test);
        bundle.documents()
                .forEach((path, document) ->
                        assertThat(new String(document.bytes(), StandardCharsets.UTF_8))
                                .as(path)
                                .doesNotContain("Hidden ledger")
                                .doesNotContain("Secret Person")
                                .doesNotContain("secret reason")
                                .doesNotContain("Draft nobody may see")
                                .doesNotContain("private words")
                                .doesNotContain("PERSON"));
    }

    private static Bundle open(TestStore test) {
        var pages = new PublishedPages(PageSettings.inMemory("https://x.example"), test.clock());
        var jobs = pages.jobs(test.store());
        Shop.open(test.store(), new StatusPages(test.store()), test.clock().instant(), "shop");
        jobs.forEach(job -> job.run(test.clock().instant()));
        return pages.bundle("shop").orElseThrow();
    }

    static String text(Bundle bundle, String path) {
        return new String(bundle.documents().get(path).bytes(), StandardCharsets.UTF_8);
    }

    static String resource(String name) throws Exception {
        try (var in = ReadByOthersTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
