package dev.bellwether.guard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Of a query what selects is estimated, and nothing that stands behind it")
class WhatIsAskedOfAnEstimateTest {
    private static String of(String sql) {
        return SelectText.of((Tokens) Lexer.lex(sql)).orElse("");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT a FROM t | SELECT a FROM t",
                "SELECT a FROM t; | SELECT a FROM t",
                "SELECT a FROM t FORMAT JSON | SELECT a FROM t",
                "SELECT a FROM t format TabSeparated ; | SELECT a FROM t",
                "SELECT a FROM t FORMAT JSON SETTINGS max_threads = 1 | SELECT a FROM t",
                "SELECT a FROM t SETTINGS max_memory_usage = 0 FORMAT JSON | SELECT a FROM t",
                "SELECT a FROM t INTO OUTFILE 'f' FORMAT CSV | SELECT a FROM t",
                "WITH 1 AS x SELECT x FROM t -- of all | WITH 1 AS x SELECT x FROM t",
                "SELECT a FROM (SELECT a FROM t LIMIT 9) | SELECT a FROM (SELECT a FROM t LIMIT 9)",
                "SELECT format, settings FROM t | SELECT format, settings FROM t",
                "SELECT format FROM t | SELECT format FROM t",
                "SELECT a FROM t WHERE format = 'x' | SELECT a FROM t WHERE format = 'x'"
            })
    void itIs(String sql, String asked) {
        assertThat(of(sql)).isEqualTo(asked);
    }

    @Test
    void oneWithSettingsWithinIsNotAsked() {
        assertThat(of("SELECT a FROM (SELECT a FROM t SETTINGS max_memory_usage = 0) FORMAT JSON"))
                .isEmpty();
    }
}
