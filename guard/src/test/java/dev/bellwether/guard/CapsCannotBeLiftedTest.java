package dev.bellwether.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A query cannot lift its cap by settings in its own text, and is told when it tried")
class CapsCannotBeLiftedTest {
    private static final Ceilings CEILINGS = Ceilings.of(1_000, 9_000);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "SELECT 1 SETTINGS max_memory_usage = 2000"
                        + "| SELECT 1 SETTINGS max_memory_usage = 1000"
                        + "| max_memory_usage 2000 -> 1000",
                "SELECT 1 settings a=1,max_memory_usage=0 , b = 'x' FORMAT JSON"
                        + "| SELECT 1 settings a=1,max_memory_usage=1000 , b = 'x' FORMAT JSON"
                        + "| max_memory_usage 0 -> 1000",
                "SELECT 1 SETTINGS max_memory_usage = '10G'"
                        + "| SELECT 1 SETTINGS max_memory_usage = 1000"
                        + "| max_memory_usage '10G' -> 1000",
                "SELECT 1 SETTINGS max_memory_usage = 1e12"
                        + "| SELECT 1 SETTINGS max_memory_usage = 1000"
                        + "| max_memory_usage 1e12 -> 1000",
                "SELECT 1 SETTINGS max_memory_usage = {m:UInt64} FORMAT CSV"
                        + "| SELECT 1 SETTINGS max_memory_usage = 1000 FORMAT CSV"
                        + "| max_memory_usage {m:UInt64} -> 1000",
                "SELECT 1 SETTINGS max_memory_usage = 99999999999999999999"
                        + "| SELECT 1 SETTINGS max_memory_usage = 1000"
                        + "| max_memory_usage 99999999999999999999 -> 1000",
                "SELECT 1 SETTINGS max_memory_usage = DEFAULT"
                        + "| SELECT 1 SETTINGS max_memory_usage = 1000"
                        + "| max_memory_usage DEFAULT -> 1000",
                "SELECT 1 SETTINGS `max\\_memory_usage` = -1"
                        + "| SELECT 1 SETTINGS `max\\_memory_usage` = 1000"
                        + "| max_memory_usage -1 -> 1000",
                "SELECT 1 SETTINGS \"m\\x61x_memory_usage\" = 0"
                        + "| SELECT 1 SETTINGS \"m\\x61x_memory_usage\" = 1000"
                        + "| max_memory_usage 0 -> 1000",
                "SELECT * FROM (SELECT 1 SETTINGS max_memory_usage=0) SETTINGS max_untracked_memory=1000000000"
                        + "| SELECT * FROM (SELECT 1 SETTINGS max_memory_usage=1000) SETTINGS max_untracked_memory=4194304"
                        + "| max_memory_usage 0 -> 1000, max_untracked_memory 1000000000 -> 4194304",
                "SET max_memory_usage_for_user = 0"
                        + "| SET max_memory_usage_for_user = 9000"
                        + "| max_memory_usage_for_user 0 -> 9000",
                "SELECT 1 SETTINGS profile = 'big', b = 1"
                        + "| SELECT 1 SETTINGS profile = 'big', max_memory_usage = 1000, b = 1"
                        + "| ~~",
                "INSERT INTO t SETTINGS max_memory_usage = 0 VALUES ('SETTINGS max_memory_usage = 0')"
                        + "| INSERT INTO t SETTINGS max_memory_usage = 1000 VALUES ('SETTINGS max_memory_usage = 0')"
                        + "| max_memory_usage 0 -> 1000",
                "SELECT a FROM t ORDER BY a ASC SETTINGS use_cache, max_memory_usage"
                        + "| SELECT a FROM t ORDER BY a ASC SETTINGS use_cache, max_memory_usage = 1000"
                        + "| max_memory_usage 1 -> 1000",
                "SELECT 1 /* SETTINGS */ SETTINGS/**/max_memory_usage/**/=/**/0"
                        + "| SELECT 1 /* SETTINGS */ SETTINGS/**/max_memory_usage/**/=/**/1000"
                        + "| max_memory_usage 0 -> 1000",
            })
    void isHeldDown(String sql, String held, String told) {
        Ceilings.Clamped clamped = clamp(sql);
        assertThat(clamped.sql()).isEqualTo(held);
        assertThat(
                        clamped.told().stream()
                                .map(Ceilings.Held::toString)
                                .collect(Collectors.joining(", ")))
                .isEqualTo(told);
        assertThat(clamp(held).told()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1 SETTINGS max_memory_usage = 1000",
                "SELECT 1 SETTINGS max_memory_usage = '7', max_threads = 64",
                "SELECT settings a, max_memory_usage FROM t",
                "SELECT name FROM system.settings WHERE name = 'max_memory_usage' AND value = '0'",
                "SELECT 'SETTINGS max_memory_usage = 0' AS a",
                "SELECT 1 -- SETTINGS max_memory_usage = 0",
                "CREATE USER ann SETTINGS max_memory_usage = 0",
                "ALTER SETTINGS PROFILE big SETTINGS max_memory_usage = 0",
                "CREATE OR REPLACE VIEW v AS SELECT 1 SETTINGS max_memory_usage = 0",
                "CREATE TABLE t (a Int8) ENGINE = MergeTree ORDER BY a SETTINGS index_granularity = 1",
                "INSERT INTO t FORMAT CSV SETTINGS max_memory_usage = 0",
            })
    void staysAsItIs(String sql) {
        assertThat(clamp(sql)).isEqualTo(new Ceilings.Clamped(sql, java.util.List.of()));
    }

    private static Ceilings.Clamped clamp(String sql) {
        return CEILINGS.clamp((Tokens) Lexer.lex(sql));
    }
}
