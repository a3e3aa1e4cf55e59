package dev.bellwether.statuspage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A report that lost its line breaks on the way gets them back; other Markdown stays as it is.
class UnflattenTest {
    private static final String FLAT =
            "**Summary** On 3 March queries ate all memory \\(RAM\\). During this time: * Results were late."
                    + " * Some dashboards timed out. **Timeline** Starting 3 March * Nodes restarted."
                    + " * Memory was full again. Mitigation Actions * We doubled the memory."
                    + " **Root Cause Analysis** A release sent heavier queries.";

    @Test
    void headingsListsAndLeadInsStandOnLinesOfTheirOwn() {
        assertThat(Unflatten.unflatten(FLAT))
                .isEqualTo(
                        """
                        **Summary**

                        On 3 March queries ate all memory \\(RAM\\). During this time:
                        * Results were late.
                        * Some dashboards timed out.

                        **Timeline**

                        Starting 3 March
                        * Nodes restarted.
                        * Memory was full again.

                        Mitigation Actions
                        * We doubled the memory.

                        **Root Cause Analysis**

                        A release sent heavier queries.\
                        """);
    }

    @Test
    void noWordIsLostOrMoved() {
        assertThat(Unflatten.unflatten(FLAT).replaceAll("\\s+", " ")).isEqualTo(FLAT);
    }

    @Test
    void theHtmlHasHeadingsListsAndPlainParentheses() {
        assertThat(Markdown.html(FLAT, 3))
                .contains("<h3>Summary</h3>", "<li>Results were late.</li>", "memory (RAM).")
                .doesNotContain("\\(", "**", "* ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "This incident has been resolved.",
                "We saw 2 * 3 * 4 failures: all gone.",
                "**Resolved** Everything is back.",
                "Use *emphasis* and * a star.",
                "**Summary**\n\nWords.\n* One\n* Two",
                "* a list\n* of two",
                "`a * B * C` and **bold Words** stay",
                ""
            })
    void ordinaryMarkdownIsNotTouched(String text) {
        assertThat(Unflatten.unflatten(text)).isEqualTo(text);
    }
}
