package dev.bellwether.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName(
        "Whatever text comes, it is read without an error, and in time that grows as its length")
class AnyTextIsReadTest {
    private static final Ceilings CEILINGS = Ceilings.of(1_000, 9_000);

    private static final List<String> PIECES =
            List.of(
                    "SELECT",
                    "INSERT",
                    "INTO",
                    "VALUES",
                    "FORMAT",
                    "FROM",
                    "JOIN",
                    "ORDER",
                    "BY",
                    "LIMIT",
                    "IN",
                    "AS",
                    "WITH",
                    "SET",
                    "SETTINGS",
                    "max_memory_usage",
                    "profile",
                    "=",
                    ",",
                    ".",
                    ";",
                    "(",
                    ")",
                    "[",
                    "]",
                    "{",
                    "}",
                    ":",
                    "-",
                    "+",
                    "--",
                    "#!",
                    "/*",
                    "*/",
                    "'",
                    "''",
                    "\\",
                    "`",
                    "\"",
                    "$",
                    "$x$",
                    "0",
                    "1e",
                    "0x",
                    "12.5e-3",
                    "t",
                    "count",
                    "uniqExact",
                    "DISTINCT",
                    "UNION",
                    "OVER",
                    "\n",
                    "\t",
                    "\u00a0",
                    "\u2018",
                    "\u2019",
                    "\u201c",
                    "\ufeff",
                    "\0",
                    "é",
                    "\ud83d",
                    "CREATE",
                    "USER",
                    "VIEW",
                    "DEFAULT",
                    "{m:UInt64}",
                    "'a'",
                    "(1,2)",
                    "x=1");

    @Test
    void randomTexts() {
        int read = 0;
        for (long seed = 0; seed < Integer.getInteger("texts", 40_000); seed++) {
            var random = new Random(seed);
            var sql = new StringBuilder();
            int pieces = random.nextInt(40);
            for (int i = 0; i < pieces; i++) {
                sql.append(PIECES.get(random.nextInt(PIECES.size())));
                if (random.nextInt(3) > 0) {
                    sql.append(' ');
                }
            }
            if (Lexer.lex(sql.toString()) instanceof Tokens tokens) {
                read++;
                check(tokens, "seed " + seed + ": " + sql);
            }
        }
        assertThat(read).as("texts that lex").isGreaterThan(1_000);
    }

    private static void check(Tokens tokens, String seed) {
        int behind = 0;
        for (int i = 0; i < tokens.count(); i++) {
            assertThat(tokens.start(i)).as(seed).isGreaterThanOrEqualTo(behind);
            assertThat(tokens.end(i)).as(seed).isGreaterThan(tokens.start(i));
            behind = tokens.end(i);
        }
        assertThat(Fingerprint.of(tokens)).as(seed).isEqualTo(Fingerprint.of(tokens));
        assertThat(Shape.of(tokens).family()).as(seed).isNotNull();
        Ceilings.Clamped once = CEILINGS.clamp(tokens);
        if (Lexer.lex(once.sql()) instanceof Tokens again) {
            assertThat(CEILINGS.clamp(again).told()).as(seed).isEmpty();
        } else {
            throw new AssertionError(seed + " does not lex after it was held down: " + once.sql());
        }
    }

    /// Each of these would make a lexer that goes back take time by the square of the length.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "(",
                "[1,",
                "{a:{",
                "IN (",
                "IN (1,",
                "$a",
                "$a$ ",
                "'a' ",
                "/**/",
                "--\n",
                "-",
                "SETTINGS a=1,",
                "SETTINGS a SETTINGS ",
                "a.",
                "FROM a,",
                "x AS (",
                "[[1],",
                "`",
                "1e+",
                ".1",
                "LIMIT 1 ",
                "count(",
                "WITH a AS (SELECT ",
                "((1),",
                "$1$2",
                "SET "
            })
    void timeGrowsAsTheLength(String piece) {
        String few = filled(piece, 8_000);
        String many = filled(piece, 128_000);
        for (int i = 0; i < 20; i++) {
            read(few);
        }
        long one = Long.MAX_VALUE;
        long sixteen = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            one = Math.min(one, cpuOf(few));
            sixteen = Math.min(sixteen, cpuOf(many));
        }
        // By the square it would be 256 times.
        assertThat(sixteen).isLessThan(Math.max(one, 200_000) * 100);
    }

    /// With its brackets closed as far as they may nest, so that what comes after lexing runs too.
    private static String filled(String piece, int length) {
        var sql = new StringBuilder("SELECT ");
        var closing = new StringBuilder();
        while (sql.length() + closing.length() < length) {
            sql.append(piece);
            for (int i = 0; i < piece.length(); i++) {
                int bracket = "([{".indexOf(piece.charAt(i));
                int end = ")]}".indexOf(piece.charAt(i));
                if (bracket >= 0) {
                    closing.append(")]}".charAt(bracket));
                } else if (end >= 0) {
                    closing.setLength(closing.length() - 1);
                }
            }
            if (closing.length() > 900) {
                sql.append('1').append(closing.reverse()).append(' ');
                closing.setLength(0);
            }
        }
        return sql.append('1').append(closing.reverse()).toString();
    }

    private static long cpuOf(String sql) {
        var threads = ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadCpuTime();
        read(sql);
        return threads.getCurrentThreadCpuTime() - before;
    }

    private static void read(String sql) {
        if (Statement.of(sql) instanceof Statement.Read statement) {
            CEILINGS.clamp(statement.tokens());
        }
    }
}
