package dev.bellwether.guard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A query is known by its form, whatever its literals, comments and settings")
class QueriesAreKnownByTheirFormTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "SELECT 1 | select 2",
                "SELECT a FROM t WHERE id = 7 | SELECT a FROM t WHERE id = -7.5e-3",
                "SELECT a FROM t WHERE s = 'x' | SELECT a FROM t WHERE s = 'it''s \\' -- no' ",
                "SELECT a FROM t WHERE id IN (1,2,3) | SELECT a FROM t WHERE id in ( 4 )",
                "SELECT a FROM t WHERE (a,b) IN ((1,'x'),(2,'y')) | SELECT a FROM t WHERE (a,b) IN ((3,'z'))",
                "SELECT a FROM t WHERE id = {id:UInt64} | SELECT a FROM t WHERE id = 12",
                "SELECT has([1,2,3], a) FROM t | SELECT has([4], a) FROM t",
                "SELECT a FROM t | /* who: ann */ SELECT a -- all of them FROM\\n FROM t",
                "SELECT a FROM t | SELECT a FROM t SETTINGS max_threads = 4, x = 'y';",
                "SELECT a FROM (SELECT b FROM t SETTINGS a = 1) | SELECT a FROM (SELECT b FROM t)",
                "SELECT a FROM t WHERE x = 0xFF | SELECT a FROM t WHERE x = 0b11",
                "SELECT a FROM t WHERE d >= '2026-01-01' | SELECT a FROM t WHERE d>='2026-05-01'",
                "SELECT $x$ it's $x$ | SELECT 'a' ",
                "INSERT INTO t VALUES (1,'(') | INSERT INTO t VALUES (2,'a'),(3",
                "SELECT a = - 1 | SELECT a=-1",
                "SELECT if(true, a, b) FROM t | SELECT if(FALSE, a, b) FROM t",
            })
    void theSame(String one, String other) {
        assertThat(print(other.replace("\\n", "\n"))).isEqualTo(print(one.replace("\\n", "\n")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "SELECT a FROM t | SELECT b FROM t",
                "SELECT a FROM t | SELECT A FROM t",
                "SELECT a FROM t | SELECT a FROM db.t",
                "SELECT a FROM t WHERE id IN (1) | SELECT a FROM t WHERE id IN (SELECT 1)",
                "SELECT a FROM t WHERE x < 1 | SELECT a FROM t WHERE x <= 1",
                "SELECT a - 1 FROM t | SELECT a FROM t",
                "SELECT a IS NULL FROM t | SELECT a IS NOT NULL FROM t",
                "SELECT ab FROM t | SELECT a b FROM t",
                "SELECT t.settings FROM t | SELECT t FROM t",
                "SELECT uniq(a) FROM t | SELECT uniqExact(a) FROM t",
            })
    void another(String one, String other) {
        assertThat(print(other).hash()).isNotEqualTo(print(one).hash());
    }

    @Test
    void itReadsLikeTheQuery() {
        assertThat(
                        print(
                                        """
                                        select variation, uniqExactIf(user, goal = 'buy') as u
                                        from db.events e where day >= '2026-05-01' and id in (1, 2)
                                          and "from" <> -3 group by variation order by u limit 10
                                        settings max_threads=2 format JSON\
                                        """)
                                .text())
                .isEqualTo(
                        "SELECT variation, uniqExactIf(user, goal = ?) AS u FROM db.events e WHERE"
                                + " day >= ? AND id IN (?) AND `from` <> ? GROUP BY variation"
                                + " ORDER BY u LIMIT ? FORMAT JSON");
    }

    /// Stored by its number: it must be the same in the next version.
    @Test
    void theNumberOfAFormNeverChanges() {
        assertThat(print("SELECT count() FROM t WHERE a = 1").id()).isEqualTo("6c5c5bf9b384db48");
    }

    @Test
    void aLongQueryIsShownInPart() {
        String names = "a_long_name, ".repeat(2_000);
        Fingerprint print = print("SELECT " + names + "b FROM t");
        assertThat(print.text()).hasSize(Fingerprint.SHOWN);
        assertThat(print("SELECT " + names + "c FROM t").hash()).isNotEqualTo(print.hash());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "SELECT 'a | a quote is not closed at character 7",
                "SELECT `a | a quote is not closed at character 7",
                "SELECT /* a | a comment is not closed at character 7",
                "SELECT (1 | a bracket is not closed at character 9",
                "SELECT 1) | a bracket closes what is not open at character 8",
                "SELECT (1] | a bracket closes what is not open at character 9",
            })
    void whatCannotBeLexedIsSaidToBeSo(String sql, String reason) {
        assertThat(Statement.of(sql))
                .isInstanceOfSatisfying(
                        Statement.Unread.class,
                        unread -> assertThat(unread.reason()).hasToString(reason));
    }

    @Test
    void tooDeepAndTooLong() {
        assertThat(Lexer.lex("(".repeat(1_001)))
                .isEqualTo(new Lexed.Unlexed("brackets deeper than 1000", 1_000));
        assertThat(Lexer.lex("SELECT " + "a,".repeat(200_000)))
                .isEqualTo(new Lexed.Unlexed("longer than 262144 characters", 262_144));
        assertThat(Lexer.lex("INSERT INTO t VALUES " + "(1),".repeat(200_000)))
                .isInstanceOfSatisfying(
                        Tokens.class, tokens -> assertThat(tokens.dataFrom()).isEqualTo(20));
    }

    private static Fingerprint print(String sql) {
        return switch (Statement.of(sql)) {
            case Statement.Read read -> read.fingerprint();
            case Statement.Unread unread -> throw new AssertionError(sql + ": " + unread);
        };
    }
}
