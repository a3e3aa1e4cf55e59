package dev.bellwether.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bellwether.incident.NewIncident;
import dev.bellwether.model.CheckSpec;
import dev.bellwether.model.IncidentStatus;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.Status;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/// "An API call with a wrong body gets 400 with every field that is wrong."
class BinderTest {
    private static final JsonMapper JSON = new JsonMapper();

    @Test
    void everyWrongFieldIsToldAtOnce() {
        var error =
                wrong(
                        """
                        {"name": 7, "interval": "30 seconds", "whenDown": "BROKEN", "places": "here",
                         "paused": "yes", "colour": "red",
                         "recovery": {"successes": 1.5},
                         "spec": {"kind": "Http", "maxRedirects": "many", "uri": "https://x"}}
                        """);

        assertThat(error.problems())
                .extracting(p -> p.field() + ": " + p.message())
                .containsExactlyInAnyOrder(
                        "colour: there is no such field; there are service, name, spec, interval,"
                                + " timeout, degradedAbove, whenDown, recovery, places, paused, labels",
                        "service: is missing",
                        "name: '7' is not a text",
                        "interval: '30 seconds' is not an ISO 8601 duration such as PT30S",
                        "whenDown: 'BROKEN' is not one of OPERATIONAL, MAINTENANCE, DEGRADED,"
                                + " PARTIAL_OUTAGE, MAJOR_OUTAGE, UNKNOWN",
                        "places: 'here' is not a list",
                        "paused: 'yes' is not true or false",
                        "recovery.successes: '1.5' is not a whole number",
                        "recovery.over: is missing",
                        "spec.uri: there is no such field; did you mean 'url'? There are method, url, headers, body,"
                                + " statuses, keyword, keywordAbsent, json, maxRedirects, insecure",
                        "spec.url: is missing",
                        "spec.maxRedirects: 'many' is not a whole number");
    }

    @Test
    void aKindThatDoesNotExistIsToldWithThoseThatDo() {
        assertThat(
                        wrong("{\"service\":\"s\",\"name\":\"n\",\"spec\":{\"kind\":\"Gopher\"}}")
                                .problems())
                .containsExactly(
                        new InvalidInput.Problem(
                                "spec.kind",
                                "'Gopher' is not one of Http, Tcp, Tls, Dns, Ping, Heartbeat,"
                                        + " ProviderPage"));
    }

    @Test
    void aTextWithAZeroCharacterIsRefused() {
        assertThat(wrong("{\"service\": \"shop\", \"name\": \"a\\u0000b\"}").problems())
                .extracting(InvalidInput.Problem::message)
                .anyMatch(it -> it.endsWith("is not a text without U+0000"));
    }

    @Test
    void whatIsNoObjectIsRefused() {
        assertThat(wrong("[1]").problems())
                .containsExactly(new InvalidInput.Problem("body", "'[1]' is not an object"));
    }

    @Test
    void whatIsLeftOutHasItsDefault() {
        CheckInput input =
                bind(
                        """
                        {"service": "shop", "name": "Front page", "interval": "PT1M",
                         "spec": {"kind": "Http", "url": "https://example.com"}}
                        """,
                        CheckInput.class);

        assertThat(input.spec()).isEqualTo(CheckSpec.Http.get("https://example.com"));
        assertThat(input.interval()).contains(Duration.ofMinutes(1));
        assertThat(input.paused()).isEqualTo(Optional.empty());

        NewIncident incident =
                bind("{\"name\":\"Down\",\"affected\":{\"shop\":\"DEGRADED\"}}", NewIncident.class);
        assertThat(incident)
                .isEqualTo(
                        NewIncident.now(
                                "Down", "", Map.of(new ServiceId("shop"), Status.DEGRADED)));
        assertThat(incident.status()).isEqualTo(IncidentStatus.INVESTIGATING);
    }

    @Test
    void longValuesAreShownShort() {
        var error = wrong("{\"service\":\"" + "x".repeat(5_000) + "\"}");

        assertThat(error.getMessage()).hasSizeLessThan(1_000);
    }

    private static InvalidInput wrong(String json) {
        return catchThrowableOfType(InvalidInput.class, () -> bind(json, CheckInput.class));
    }

    private static <T> T bind(String json, Class<T> type) {
        return Binder.bind(JSON.readTree(json), type);
    }
}
