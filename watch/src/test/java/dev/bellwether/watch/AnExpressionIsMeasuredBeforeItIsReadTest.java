package dev.bellwether.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// A regular expression that would explode is refused before the library writes it out: in a rule
/// and in a silence, which whoever has the key of a sender may make.
class AnExpressionIsMeasuredBeforeItIsReadTest {
    private static final String[] PARTS = {
        "a",
        "bc",
        ".",
        "\\d",
        "\\.",
        "[^]x-z]",
        "[[:alpha:]{9}]",
        "\\pL",
        "\\p{Lu}",
        "\\x{41}",
        "\\Qa{9}\\E",
        "(",
        "(?:",
        "(?i)",
        ")",
        ")",
        "|",
        "*",
        "+?",
        "?",
        "{3}",
        "{2,5}",
        "{4,}",
        "{",
        "^"
    };

    @Test
    void whatExplodesIsNotCompiled() {
        for (String bomb :
                List.of(
                        "((a{1,500}){1,500}){1,500}",
                        "(?:(?:x{999}){999}){999}",
                        "(((((a{9}){9}){9}){9}){9}){9}",
                        "([[:alpha:]]{1000}|b{1000}){1000}",
                        "(\\Qab\\E{1000}){1000}",
                        "(\\p{Lu}{1000,}){1000}",
                        "(".repeat(2_000) + ")".repeat(2_000),
                        "a".repeat(100_000))) {
            assertThatThrownBy(() -> Routing.pattern(bomb))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("too large a regular expression")
                    .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(300));
        }
    }

    @Test
    void whatPeopleWriteIsTaken() {
        for (String usual :
                List.of(
                        "web-[0-9]{1,3}\\.example\\.com",
                        "(?i)disk (full|[0-9]{2,3}%)",
                        "^(10|172)\\.(\\d{1,3}\\.){2}\\d{1,3}$",
                        "\\Q{\"a\":1}\\E.*",
                        "node{.*",
                        "(abc|def|ghi){150}",
                        "(?:a){999}(?:b){900}")) {
            assertThat(Routing.pattern(usual)).isNotNull();
        }
    }

    /// Whatever the library makes of it has no more than four times the steps that were told.
    @Test
    void noExpressionIsMuchLargerThanItWasMeasured() {
        var random = new Random(4);
        int compiled = 0;
        for (int i = 0; i < 20_000; i++) {
            var text = new StringBuilder();
            for (int part = random.nextInt(12); part >= 0; part--) {
                text.append(PARTS[random.nextInt(PARTS.length)]);
            }
            try {
                if (RegexSize.exceeds(text.toString(), 4_000)) {
                    continue;
                }
                int size = Pattern.compile(text.toString()).programSize();
                compiled++;
                assertThat(RegexSize.exceeds(text.toString(), size / 4 - 3))
                        .as("%s has %d steps", text, size)
                        .isTrue();
            } catch (PatternSyntaxException e) {
                // No expression: it was measured without harm.
            }
        }
        assertThat(compiled).isGreaterThan(1_000);
    }
}
