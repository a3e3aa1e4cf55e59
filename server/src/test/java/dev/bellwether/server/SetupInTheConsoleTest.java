package dev.bellwether.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.ServiceId;
import dev.bellwether.people.People;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The set-up in the console: pasted, looked at, applied with one button, taken down")
class SetupInTheConsoleTest {
    private static final String HOME = "/console/settings/setup";
    private static final OrganizationId US = People.DEFAULT;
    private static final String SHOP =
            """
            version: 1
            services:
              - id: shop
                name: Shop <b>
            """;

    @Test
    void aPlanIsShownAndAppliedAsItWasSeen() throws Exception {
        try (var booted = Booted.fresh(Map.of())) {
            assertThat(booted.get(HOME).body()).doesNotContain("See what would change");
            signIn(booted);
            String csrf = csrf(booted.get(HOME).body());

            var planned = booted.post(HOME, form(csrf, SHOP));
            assertThat(planned.statusCode()).as(planned.body()).isEqualTo(200);
            assertThat(Jsoup.parse(planned.body()).select("#plan").text())
                    .isEqualTo("1 to create, 0 to change, 0 to delete");
            assertThat(planned.body()).contains("Shop &lt;b&gt;").doesNotContain("Shop <b>");
            assertThat(shop(booted)).isEmpty();

            // Without the value of the form's own, nothing happens.
            String seal = Jsoup.parse(planned.body()).select("input[name=seal]").attr("value");
            var forged = booted.post(HOME + "/apply", form("x", SHOP) + "&seal=" + seal);
            assertThat(forged.statusCode()).isGreaterThanOrEqualTo(400);
            assertThat(shop(booted)).isEmpty();

            // Another plan than the one that was seen is shown again, not applied.
            var other = booted.post(HOME + "/apply", form(csrf, SHOP) + "&seal=" + "0".repeat(32));
            assertThat(other.body()).contains("has changed since you looked");
            assertThat(shop(booted)).isEmpty();

            var applied = booted.post(HOME + "/apply", form(csrf, SHOP) + "&seal=" + seal);
            assertThat(applied.statusCode()).isIn(302, 303);
            assertThat(shop(booted)).isEqualTo("Shop <b>");
            assertThat(booted.get("/console/audit").body())
                    .contains("setup applied", "1 created, 0 changed");

            var file = booted.get(HOME + "/setup.yaml");
            assertThat(file.headers().firstValue("Content-Disposition").orElse(""))
                    .contains("attachment", "setup.yaml");
            assertThat(file.body()).contains("- id: shop", "name: Shop <b>");
            assertThat(booted.post(HOME, form(csrf, file.body())).body()).contains("Nothing to do");
        }
    }

    @Test
    void whatIsWrongIsToldWithItsLineAndNothingOfTheMachineIsRead() throws Exception {
        try (var booted = Booted.fresh(Map.of())) {
            signIn(booted);
            String csrf = csrf(booted.get(HOME).body());

            var wrong =
                    booted.post(HOME, form(csrf, "version: 1\nservices:\n  - id: a\n    nam: A\n"));
            assertThat(wrong.statusCode()).isEqualTo(422);
            assertThat(Jsoup.parse(wrong.body()).select(".summary").text())
                    .contains(
                            "line 4 services[0].nam: there is no such field; did you mean 'name'?")
                    .contains("services[0].name: is missing");

            var secret =
                    booted.post(
                            HOME,
                            form(
                                    csrf,
                                    "version: 1\nchecks:\n  - spec: {body: \"file:/etc/hostname\"}\n"));
            assertThat(secret.statusCode()).isEqualTo(422);
            assertThat(secret.body()).contains("is read only by");

            assertThat(booted.post(HOME, form(csrf, "a: [")).body()).contains("is not YAML");
            assertThat(booted.post(HOME, form(csrf, "")).body()).contains("Nothing was pasted");
        }
    }

    private static String shop(Booted booted) {
        return booted.assembly
                .rooms()
                .incidents()
                .services()
                .find(US, new ServiceId("shop"))
                .map(service -> service.name())
                .orElse("");
    }

    private static void signIn(Booted booted) throws Exception {
        String first = booted.assembly.firstOwner().orElseThrow().getPath();
        String html = booted.get(first).body();
        var answer =
                booted.post(
                        first,
                        Booted.hidden(html)
                                + "&name=Olga&email=olga%40example.com&password="
                                + encode("correct horse battery 9")
                                + "&again="
                                + encode("correct horse battery 9"));
        assertThat(answer.statusCode()).as(answer.body()).isIn(302, 303);
    }

    private static String csrf(String html) {
        return Jsoup.parse(html).select("form input[name=csrf]").first().attr("value");
    }

    private static String form(String csrf, String text) {
        return "csrf=" + csrf + "&text=" + encode(text);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
