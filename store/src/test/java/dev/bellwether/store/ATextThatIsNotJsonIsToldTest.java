package dev.bellwether.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Whoever gives us a text that is not JSON reads where it breaks and what should stand there.
class ATextThatIsNotJsonIsToldTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"name\": }|Line 1, column 10: '}' stands where a value is expected",
                "{\"name\" \"x\"}|Line 1, column 9: '\"' stands where ':' is expected",
                "{name: 1}|Line 1, column 2: 'n' stands where a name in double quotes or '}' is expected",
                "{\"a\": 1,}|Line 1, column 9: '}' stands where a name in double quotes is expected",
                "[1 2]|Line 1, column 4: '2' stands where ',' or ']' is expected",
                "[1,]|Line 1, column 4: ']' stands where a value is expected",
                "{\"a\": [|Line 1, column 8: it ends where a value or ']' is expected",
                "{\"a\": \"b|Line 1, column 7: the text that begins here has no double quote at its end",
                "{\"a\": yes}|Line 1, column 7: 'yes' stands where a value is expected; a text needs double quotes",
                "{\"a\": 01}|Line 1, column 7: '01' stands where a value is expected; a text needs double quotes",
                "{} {}|Line 1, column 4: '{' stands where the end is expected",
                "<html>|Line 1, column 1: '<' stands where a value is expected",
            })
    void withLineColumnAndWhatWasExpected(String body, String told) {
        assertThat(JsonFault.in(body)).contains(told);
    }

    @Test
    void linesAreCounted() {
        assertThat(JsonFault.in("{\n  \"a\": 1\n  \"b\": 2\n}"))
                .contains("Line 3, column 3: '\"' stands where ',' or '}' is expected");
        assertThat(JsonFault.in("\"\\x\"").orElseThrow())
                .startsWith("Line 1, column 2: a backslash");
    }

    @Test
    void bytesAreToldAsWell() {
        assertThat(told("{\"a\": }".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("Line 1, column 7: '}' stands where a value is expected");
        assertThat(told(new byte[] {'"', (byte) 0xff, '"'})).isEqualTo("It is no text in UTF-8");
        assertThat(told("[".repeat(2_000).getBytes(StandardCharsets.UTF_8)))
                .as("what is refused for its depth, not for what it breaks off with")
                .isEqualTo(JsonFault.BEYOND);
    }

    private static String told(byte[] json) {
        try {
            return "taken: " + JSON.readTree(json);
        } catch (JacksonException e) {
            return JsonFault.of(json, e);
        }
    }

    @Test
    void whatIsRefusedAndOnlyThatHasAFault() {
        String whole =
                """
                {"name": "Web \\"shop\\" \\u00e9", "list": [1, -2.5e3, true, null, {}, []],
                 "deep": {"a": {"b": [[{"c": false}]]}}}
                """;
        assertThat(JsonFault.in(whole)).isEmpty();
        for (int seed = 0; seed < 3_000; seed++) {
            var random = new Random(seed);
            var broken = new StringBuilder(whole);
            for (int i = 1 + random.nextInt(2); i > 0; i--) {
                int at = random.nextInt(broken.length());
                switch (random.nextInt(3)) {
                    case 0 -> broken.deleteCharAt(at);
                    case 1 -> broken.insert(at, "{}[],:\"x1\\\n ".charAt(random.nextInt(12)));
                    default -> broken.setLength(Math.max(1, at));
                }
            }
            assertThat(JsonFault.in(broken.toString()).isPresent())
                    .as("seed %d: %s", seed, broken)
                    .isEqualTo(isRefused(broken.toString()));
        }
    }

    private static boolean isRefused(String text) {
        try (var parser = JSON.createParser(text)) {
            while (parser.nextToken() != null) {
                if (parser.currentToken() == null) {
                    return true;
                }
            }
            return text.isBlank() || JSON.readTree(text).isMissingNode();
        } catch (JacksonException e) {
            return true;
        }
    }
}
