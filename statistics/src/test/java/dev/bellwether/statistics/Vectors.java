package dev.bellwether.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DynamicTest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reference numbers made by others; where each file comes from stands in vectors/README.md.
final class Vectors {
    private static final JsonMapper JSON = new JsonMapper();

    private Vectors() {}

    static JsonNode file(String name) {
        try (var in = Vectors.class.getResourceAsStream("/vectors/" + name + ".json")) {
            return JSON.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<JsonNode> cases(String name) {
        return file(name).get("cases").valueStream();
    }

    interface Check {
        void of(JsonNode vector);
    }

    static Stream<DynamicTest> each(String name, Check check) {
        var vectors = cases(name).toList();
        assertThat(vectors).as("vectors of %s", name).isNotEmpty();
        return vectors.stream()
                .map(vector ->
                        DynamicTest.dynamicTest(
                                vector.path("name").asString("case"), () -> check.of(vector)));
    }

    static <T> T said(Answer<T> answer) {
        return switch (answer) {
            case Answer.Said<T>(T value) -> value;
            case Answer.CannotSay<T> not -> throw new AssertionError(not.toString());
        };
    }

    static Because because(Answer<?> answer) {
        return switch (answer) {
            case Answer.Said<?>(Object value) -> throw new AssertionError("It said " + value + ".");
            case Answer.CannotSay<?>(Because because, String why) -> {
                assertThat(why).endsWith(".");
                yield because;
            }
        };
    }

    /// Closed forms.
    static void same(double actual, JsonNode expected) {
        same(actual, expected.asDouble(), 1e-9);
    }

    static void same(double actual, double expected, double relative) {
        assertThat(actual)
                .isCloseTo(
                        expected,
                        Offset.offset(
                                Math.max(
                                        Math.abs(expected) * relative, expected == 0 ? 1e-15 : 0)));
    }

    /// Two ends; null is an infinite one.
    static void same(Interval actual, JsonNode expected) {
        same(actual, expected, 1e-9);
    }

    static void same(Interval actual, JsonNode expected, double relative) {
        end(actual.low(), expected.get(0), Double.NEGATIVE_INFINITY, relative);
        end(actual.high(), expected.get(1), Double.POSITIVE_INFINITY, relative);
    }

    private static void end(double actual, JsonNode expected, double infinite, double relative) {
        if (expected.isNull()) {
            assertThat(actual).isEqualTo(infinite);
        } else {
            same(actual, expected.asDouble(), relative);
        }
    }

    static Sums raw(JsonNode arm) {
        return Sums.ofRaw(
                arm.get("n").asLong(),
                arm.get("sum").asDouble(),
                arm.get("sum_squares").asDouble());
    }
}
