package dev.bellwether.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

/// An event is held against silences without making their regular expressions anew.
class ASilencesExpressionIsMadeOnceTest {
    @Test
    void ofOneTextThereIsOne() {
        assertThat(KnownPatterns.of("web-[0-9]+")).isSameAs(KnownPatterns.of("web-[0-9]+"));
        assertThatThrownBy(() -> KnownPatterns.of("web-[0-9"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void moreThanAreKeptHoldAsWell() {
        for (int i = 0; i < 1_000; i++) {
            var matcher = new Silence.Matcher("host", "web-" + i + "[0-9]", true, true);
            assertThat(matcher.holds(Map.of("host", "web-" + i + "7"))).isTrue();
            assertThat(matcher.holds(Map.of("host", "web-" + i))).isFalse();
        }
    }
}
