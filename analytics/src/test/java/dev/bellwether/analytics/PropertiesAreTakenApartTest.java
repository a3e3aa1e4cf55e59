package dev.bellwether.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A text as it is, anything else as its JSON; of two of one name the last.
class PropertiesAreTakenApartTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\":\"te'am\\\\\"} | te'am\\ | NaN",
                "{\"a\":2} | 2 | 2",
                "{\"a\":-1.50} | -1.5 | -1.5",
                "{\"a\":1e3} | 1000.0 | 1000",
                "{\"a\":\"12.5\"} | 12.5 | 12.5",
                "{\"a\":\"1d\"} | 1d | NaN",
                "{\"a\":\"1e999\"} | 1e999 | NaN",
                "{\"a\":true} | true | NaN",
                "{\"a\":[1, {\"b\":null}]} | [1,{\"b\":null}] | NaN",
                "{\"a\":1,\"a\":\"x\"} | x | NaN",
                "{\"a\":12345678901234567890} | 12345678901234567890 | 12345678901234567890",
            })
    void ofOneProperty(String json, String text, double number) {
        FlatProperties flat = FlatProperties.of(json);
        assertThat(flat.names()).isEqualTo(List.of("a"));
        assertThat(flat.texts()).isEqualTo(List.of(text));
        assertThat(flat.numbers()).isEqualTo(List.of(number));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"``", "{}", "{\"a\":null}", "[1]", "{\"a\":1", "7"},
            quoteCharacter = '`')
    void whatHasNone(String json) {
        assertThat(FlatProperties.of(json).names()).isEmpty();
    }
}
