package dev.bellwether.statuspage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Every language has every word.
class WordsTest {
    @Test
    void allLanguagesHaveTheSameKeys() {
        var english = Words.load("en").entries().keySet();
        Words.all()
                .values()
                .forEach(words -> {
                    assertThat(words.entries().keySet()).as(words.language()).isEqualTo(english);
                    assertThat(words.entries().values())
                            .as(words.language())
                            .noneMatch(String::isBlank);
                });
        assertThat(Words.LANGUAGES).hasSize(12);
    }
}
