package dev.bellwether.guard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The shape of a query says what its memory depends on")
class ShapesOfQueriesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "SELECT a FROM t WHERE b = 1 | SELECT | SCAN | t",
                "SELECT a FROM t ORDER BY a LIMIT 10 | SELECT | SCAN | t",
                "SELECT a FROM t ORDER BY a | SELECT | SORT | t",
                "SELECT a FROM t ORDER BY a LIMIT 1 BY b | SELECT | SORT | t",
                "SELECT a FROM t ORDER BY a LIMIT 1 BY b LIMIT 5 | SELECT | SCAN | t",
                "SELECT a FROM (SELECT a FROM t ORDER BY a) LIMIT 5 | SELECT | SORT | t",
                "SELECT count(), sum(a) FROM db.t | SELECT | FOLD | db.t",
                "SELECT a, count() FROM `my table` GROUP BY a | SELECT | GROUP | my table",
                "SELECT uniqExactIfState(a) FROM t | SELECT | HOARD | t",
                "SELECT count(DISTINCT a) FROM t | SELECT | HOARD | t",
                "SELECT uniq(a) FROM t GROUP BY b | SELECT | GROUP | t",
                "SELECT DISTINCT a FROM t | SELECT | HOARD | t",
                "SELECT 1 FROM a ANY LEFT JOIN b USING k | SELECT | JOIN | a,b",
                "SELECT 1 FROM a x, db.b AS y WHERE x.i = y.i | SELECT | JOIN | a,db.b",
                "SELECT 1 FROM t ARRAY JOIN xs | SELECT | SCAN | t",
                "SELECT extract(DAY FROM d) FROM t | SELECT | SCAN | t",
                "SELECT row_number() OVER (ORDER BY a) FROM t | SELECT | SORT | t",
                "WITH x AS (SELECT a FROM t) SELECT a FROM x | SELECT | SCAN | t",
                "SELECT number FROM numbers(10) | SELECT | SCAN | numbers()",
                "(SELECT 1 FROM a) UNION ALL (SELECT 2 FROM b) | SELECT | SCAN | a,b",
                "INSERT INTO db.t (a, b) VALUES (1, 2) | INSERT | WRITE | db.t",
                "INSERT INTO t SELECT a FROM s | INSERT | WRITE | s,t",
                "INSERT INTO t FORMAT JSONEachRow {\"a\": | INSERT | WRITE | t",
                "EXPLAIN SELECT a FROM t | TELL | TELL | t",
                "SHOW TABLES | TELL | TELL | ~~",
                "KILL QUERY WHERE query_id = 'x' | KILL | TELL | ~~",
                "SET max_threads = 1 | SESSION | TELL | ~~",
                "DROP TABLE IF EXISTS db.t | CHANGE | SCAN | db.t",
                "CREATE TABLE t (a Int8) ENGINE = MergeTree ORDER BY a | CHANGE | SCAN | t",
            })
    void ofAQuery(String sql, Shape.Kind kind, Shape.Family family, String tables) {
        Shape shape = shape(sql);
        assertThat(shape.kind()).isEqualTo(kind);
        assertThat(shape.family()).isEqualTo(family);
        assertThat(String.join(",", shape.tables())).isEqualTo(tables);
    }

    @Test
    void allOfIt() {
        Shape shape =
                shape(
                        """
                        SELECT v, sum(x) AS s, quantileExact(0.5)(y), countIf(z > 0)
                        FROM (SELECT v, x, y, z FROM a JOIN b ON a.i = b.i ORDER BY x)
                        GROUP BY v ORDER BY s LIMIT 3\
                        """);
        assertThat(shape.aggregates()).containsExactly("countIf", "quantileExact", "sum");
        assertThat(shape.joins()).isEqualTo(1);
        assertThat(shape.sorts()).isEqualTo(2);
        assertThat(shape.openSorts()).isEqualTo(1);
        assertThat(shape.groups()).isEqualTo(1);
        assertThat(shape.windows()).isZero();
    }

    private static Shape shape(String sql) {
        return ((Statement.Read) Statement.of(sql)).shape();
    }
}
