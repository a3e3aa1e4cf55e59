package dev.bellwether.statuspage;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.text.PluralRules;
import com.ibm.icu.util.ULocale;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Every language has every word, in every plural form the language has, and no other.
class WordsTest {
    @Test
    void allLanguagesHaveTheSameKeys() {
        var english = plain(Words.load("en").entries().keySet());
        Words.all()
                .values()
                .forEach(words -> {
                    assertThat(plain(words.entries().keySet()))
                            .as(words.language())
                            .isEqualTo(english);
                    assertThat(words.entries().values())
                            .as(words.language())
                            .noneMatch(String::isBlank);
                });
        assertThat(Words.LANGUAGES).hasSize(13).isSorted();
    }

    @Test
    void placesToFillInAreTheSameInAllLanguages() {
        Map<String, String> english = Words.load("en").entries();
        for (Words words : Words.all().values()) {
            words.entries()
                    .forEach((key, text) -> {
                        String same = english.getOrDefault(key, english.get("days.ago.other"));
                        assertThat(text.contains("{0}"))
                                .as(words.language() + " " + key)
                                .isEqualTo(same.contains("{0}"));
                    });
        }
    }

    @Test
    void pluralFormsAreThoseOfUnicode() {
        for (String language : Words.LANGUAGES) {
            PluralRules unicode = PluralRules.forLocale(new ULocale(language));
            for (long n = 0; n < 2_500; n++) {
                assertThat(Plural.of(language, n))
                        .as(language + " " + n)
                        .isEqualTo(unicode.select(n));
            }
            for (long n : new long[] {1_000_000, 2_000_000, 1_000_001, 21_000_004}) {
                assertThat(Plural.of(language, n))
                        .as(language + " " + n)
                        .isEqualTo(unicode.select(n));
            }
            Set<String> forms =
                    Words.load(language).entries().keySet().stream()
                            .filter(key -> key.startsWith("days.ago."))
                            .map(key -> key.substring("days.ago.".length()))
                            .collect(Collectors.toCollection(TreeSet::new));
            assertThat(forms).as(language).isEqualTo(new TreeSet<>(unicode.getKeywords()));
        }
    }

    @Test
    void datesAreThoseOfTheLanguage() {
        var may = YearMonth.of(2026, 5);
        var day = may.atDay(3);
        Map<String, String> months =
                Map.of("de", "Mai 2026", "pl", "maj 2026", "zh", "2026年5月", "ko", "2026년 5월");
        months.forEach((language, month) -> {
            var times = new Times(ZoneId.of("UTC"), Words.load(language).locale());
            assertThat(times.month(may)).as(language).isEqualToIgnoringCase(month);
        });
        assertThat(new Times(ZoneId.of("UTC"), Words.load("zh").locale()).date(day))
                .isEqualTo("2026年5月3日");
        assertThat(new Times(ZoneId.of("UTC"), Words.load("pl").locale()).date(day))
                .isEqualTo("3 maja 2026");
    }

    private static Set<String> plain(Set<String> keys) {
        return keys.stream()
                .map(key -> key.replaceFirst("\\.(one|few|many|other)$", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
