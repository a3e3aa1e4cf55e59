package dev.bellwether.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A JSON rule holds, or says which value it found.
class JsonRuleTest {
    private static final String BODY =
            """
            {"status":"ok","up":true,"off":false,"none":null,"queue":[{"length":3},{"n":7.50}],
             "name with space":{"a.b":"x"},"big":12345678901234567890,"text":"9"}
            """;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$",
                "$.status == \"ok\"",
                "$.status == 'ok'",
                "$.status != 'down'",
                "$.status.length == 2",
                "$.queue.length == 2",
                "$.queue.length < 10",
                "$.queue[0].length == 3",
                "$.queue[-1].n == 7.5",
                "$.queue[1].n >= 7.5",
                "$['name with space']['a.b'] == 'x'",
                "$[\"status\"] contains 'o'",
                "$.up",
                "$.up == true",
                "$.off == false",
                "$.none == null",
                "$.missing != 'x'",
                "$.big > 12345678901234567889",
                "$.text > 8",
                "$.status < 'z'"
            })
    void aRuleHolds(String rule) {
        assertThat(JsonRule.parse(rule).failure(BODY)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "$.status == 'down' | \"ok\" does not satisfy $.status == 'down'",
                "$.queue.length > 2 | 2 does not satisfy $.queue.length > 2",
                "$.queue[9].n < 1 | nothing does not satisfy $.queue[9].n < 1",
                "$.missing | nothing at $.missing",
                "$.off | false at $.off",
                "$.none | null at $.none",
                "$.status > 5 | \"ok\" does not satisfy $.status > 5",
                "$.queue contains 5 | [{\"length\":3},{\"n\":7.5}] does not satisfy $.queue contains 5"
            })
    void aRuleFailsWithWhatWasFound(String rule, String failure) {
        assertThat(JsonRule.parse(rule).failure(BODY)).contains(failure);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "status",
                "$status",
                "$.",
                "$.a ==",
                "$.a = 1",
                "$.a == x",
                "$.a < true",
                "$.a == {}",
                "$[x]",
                "$.a == 'x",
                "$..a",
                "$.a && $.b"
            })
    void whatIsNoRuleIsQuoted(String rule) {
        assertThatThrownBy(() -> JsonRule.parse(rule))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + rule + "'");
    }

    @Test
    void hostileBodiesFailAndHarmNobody() {
        var rule = JsonRule.parse("$.a");
        assertThat(rule.failure("[".repeat(1_000_000)).orElseThrow()).startsWith("the body is not");
        assertThat(rule.failure("9".repeat(1_000_000)).orElseThrow())
                .startsWith("the body is not JSON. It is nested deeper, or holds more values,");
        assertThat(rule.failure("<html>"))
                .contains(
                        "the body is not JSON. Line 1, column 1: '<' stands where a value is expected");
        assertThat(rule.failure("{\"a\":[1").orElseThrow()).contains("',' or ']' is expected");
        assertThat(rule.failure("").orElseThrow()).isNotEmpty();
    }
}
