package dev.bellwether.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// GrowthBook's SDK, Unleash's client and OpenFeature's OFREP provider, unchanged, give each
/// visitor the variation that we give: those that evaluate by themselves from our rules, by their
/// own hash.
class ForeignFlagClientsTest {
    private static final int VISITORS = 100;
    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern KEY = Pattern.compile("\"key\":\"(site-[^\"]+)\"");
    private static final String DIVIDED =
            """
            {"key":"%s","on":true,"open":true,"off":"c","otherwise":"c",
             "variations":[{"name":"a","value":"A"},{"name":"b","value":"B"},{"name":"c","value":"C"}],
             "rules":[{"name":"r","when":%s,"serve":{"kind":"Split","campaign":"%s","by":%s,
               "coverage":{"first":0.8},
               "shares":[{"variation":"a","share":0.3},{"variation":"b","share":0.7}]}}]}
            """;
    private static final String MANY_ORDERS =
            """
            {"kind":"Attribute","name":"orders","match":{"kind":"Compared","order":"AT_LEAST","to":5}}
            """;
    private static final String NOT_FRENCH =
            """
            {"kind":"Any","of":[
              {"kind":"Attribute","name":"country","match":{"kind":"OneOf","values":["DE"]}},
              {"kind":"Not","condition":{"kind":"Attribute","name":"country",
                "match":{"kind":"Worded","where":"BEGINS","texts":["F","D"]}}}]}
            """;

    @Test
    void eachGivesWhatWeGive() throws Exception {
        var npm = Npm.installed();
        try (Program program = Program.serve(Program.newFolder(), Map.of());
                var browser = new Browser()) {
            var rest =
                    new Rest(
                            program,
                            Owner.arrives(program, browser.visitor(Browser.Look.WIDE))
                                    .makesToken());
            String site = rest.make("sites", "{\"name\":\"Shop\",\"retentionDays\":90}");
            Matcher key = KEY.matcher(rest.get("sites"));
            assertThat(key.find()).isTrue();
            flag(
                    rest,
                    site,
                    "v1",
                    MANY_ORDERS,
                    "{\"kind\":\"GrowthBook\",\"version\":1,\"seed\":\"one\"}");
            flag(
                    rest,
                    site,
                    "v2",
                    NOT_FRENCH,
                    "{\"kind\":\"GrowthBook\",\"version\":2,\"seed\":\"two\"}");
            flag(
                    rest,
                    site,
                    "toggle",
                    NOT_FRENCH,
                    "{\"kind\":\"Unleash\",\"rolloutGroup\":\"g\",\"variantGroup\":\"g\"}");
            flag(rest, site, "ours", NOT_FRENCH, "{\"kind\":\"Ours\",\"salt\":\"x\"}");

            JsonNode said =
                    JSON.readTree(
                            Npm.node(
                                    npm,
                                    "ask-flags.cjs",
                                    """
                                    {"server":"%s","key":"%s","token":"%s","site":"%s","visitors":%d,
                                     "growthbook":["v1","v2"],"unleash":["toggle"],"remote":["ours"],
                                     "all":["v1","v2","toggle","ours"]}
                                    """
                                            .formatted(
                                                    program.at("/").toString().replaceAll("/$", ""),
                                                    key.group(1),
                                                    rest.token(),
                                                    site,
                                                    VISITORS)));
            for (String flag : List.of("v1", "v2", "toggle", "ours")) {
                Map<String, String> ours = ours(rest, site, flag);
                assertThat(Set.copyOf(ours.values())).containsExactlyInAnyOrder("A", "B", "C");
                int asked = 0;
                for (String client : List.of("growthBook", "remote", "unleash", "openFeature")) {
                    JsonNode given = said.at("/" + client + "/given/" + flag);
                    if (!given.isMissingNode()) {
                        assertThat(plain(given)).as("%s of %s", flag, client).isEqualTo(ours);
                        asked++;
                    }
                }
                assertThat(asked).as("clients that know " + flag).isEqualTo(2);
            }
            assertThat(said.at("/growthBook/tracked").toString())
                    .contains("v1:a", "v1:b", "v2:a", "v2:b");
            assertThat(said.at("/remote/tracked").toString()).contains("ours:a", "ours:b");
            assertThat(said.at("/growthBook/unknown").asString()).isEqualTo("unknownFeature");
            assertThat(said.at("/openFeature/missing").asString()).isEqualTo("FLAG_NOT_FOUND");
        }
    }

    private static void flag(Rest rest, String site, String name, String when, String by)
            throws Exception {
        var unused =
                rest.answered("sites/" + site + "/flags", DIVIDED.formatted(name, when, name, by));
    }

    private static Map<String, String> plain(JsonNode given) {
        Map<String, String> plain = new HashMap<>();
        given.properties().forEach(one -> plain.put(one.getKey(), one.getValue().asString()));
        return plain;
    }

    /// What `explain` says.
    private static Map<String, String> ours(Rest rest, String site, String flag) throws Exception {
        Map<String, String> ours = new HashMap<>();
        for (int i = 0; i < VISITORS; i++) {
            String country = List.of("DE", "FR", "US").get(i % 3);
            String explained =
                    rest.asked(
                            "sites/" + site + "/flags/" + flag + "/explain",
                            "{\"visitor\":\"visitor-%d\",\"attributes\":{\"country\":\"%s\",\"orders\":%d}}"
                                    .formatted(i, country, i % 20));
            ours.put("visitor-" + i, JSON.readTree(explained).get("value").asString());
        }
        return ours;
    }
}
