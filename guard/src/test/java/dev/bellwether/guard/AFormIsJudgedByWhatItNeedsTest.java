package dev.bellwether.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName(
        "A form fails when it needs 30 % more, passes its budget, or is new and nothing bounds it")
class AFormIsJudgedByWhatItNeedsTest {
    private static final long MB = 1 << 20;

    private static WorkloadQuery query(String sql, long peak) {
        return new WorkloadQuery(
                Fingerprint.of((Tokens) Lexer.lex(sql)).id(),
                sql,
                "",
                List.of(),
                "reports",
                "7",
                1,
                0,
                peak,
                0);
    }

    /// Sizes in MB; a baseline of -1 is none, a budget of 0 is none.
    @ParameterizedTest
    @CsvSource({
        "100, 100, 100, 0, PASSED",
        "100, 130, 130, 0, PASSED",
        "100, 131, 131, 0, GREW",
        "100, 90, 180, 0, PASSED",
        "100, 160, 320, 0, GREW",
        "100, 260, max, 0, GREW",
        "1, 10, 10, 0, PASSED",
        "1, 13, 13, 0, PASSED",
        "1, 14, 14, 0, GREW",
        "0, 500, 500, 0, PASSED",
        "100, 120, 120, 110, OVER_BUDGET",
        "100, 110, 110, 110, PASSED",
        "100, 110, max, 110, OVER_BUDGET",
        "100, 300, 300, 200, OVER_BUDGET",
        "-1, 50, 50, 0, NEW_AND_UNBOUNDED",
        "-1, 50, 50, 40, OVER_BUDGET",
    })
    void by(long before, long from, String to, long budget, Validation.Verdict expected) {
        var validation =
                new Validation(
                        Validation.ALLOWED,
                        budget == 0 ? OptionalLong.empty() : OptionalLong.of(budget * MB));
        String sql = "SELECT a, count() FROM t GROUP BY a";
        Optional<WorkloadQuery> baseline =
                before < 0 ? Optional.empty() : Optional.of(query(sql, before * MB));
        long most = to.equals("max") ? Long.MAX_VALUE : Long.parseLong(to) * MB;
        Validation.Finding finding =
                validation.judge(query(sql, 0), baseline, new Measured.Needed(from * MB, most, 0));
        assertThat(finding.verdict()).isEqualTo(expected);
        assertThat(finding.isFailure()).isEqualTo(expected != Validation.Verdict.PASSED);
        assertThat(finding.says().isEmpty()).isEqualTo(expected == Validation.Verdict.PASSED);
    }

    @Test
    void itIsGivenSoMuchThatTheAnswerIsCertain() {
        var free = new Validation(1.3, OptionalLong.empty());
        var held = new Validation(1.3, OptionalLong.of(150 * MB));
        Optional<WorkloadQuery> before = Optional.of(query("SELECT 1", 100 * MB));
        assertThat(free.cap(before, 64 * MB)).isEqualTo(260 * MB);
        assertThat(held.cap(before, 64 * MB)).isEqualTo(150 * MB);
        assertThat(free.cap(Optional.empty(), 64 * MB)).isEqualTo(64 * MB);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT a, count() FROM t GROUP BY a | true",
                "SELECT a FROM t ORDER BY a | true",
                "SELECT a FROM t ORDER BY a LIMIT 10 | false",
                "SELECT uniqExact(a) FROM t | true",
                "SELECT a FROM t JOIN u USING (b) | true",
                "SELECT a, count() FROM t WHERE d = 1 GROUP BY a | false",
                "SELECT a, count() FROM t GROUP BY a SETTINGS max_bytes_before_external_group_by = 1 | false",
                "SELECT count(), sum(a) FROM t | false",
                "SELECT a FROM t | false",
                "SELECT 1 | false",
            })
    void whatNothingBounds(String sql, boolean isUnbounded) {
        assertThat(Validation.isUnbounded(query(sql, 0))).isEqualTo(isUnbounded);
    }

    @Test
    void aFileIsReadAsItWasWritten(@TempDir Path folder) throws Exception {
        var workload =
                new Workload(
                        Instant.parse("2026-11-23T12:00:00Z"),
                        3,
                        List.of(query("SELECT 'ü\n'", 7), query("SELECT a FROM t", 0)));
        Path file = folder.resolve("w.ndjson");
        workload.write(file);
        assertThat(Workload.read(file)).isEqualTo(workload);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "hello | :1: is no JSON: hello",
                "{} | :1: is no workload",
                "[] | :1: is no workload",
                "{'bellwether':'workload','version':2,'redacted':true} | :1: is of version 2, and this Bellwether reads version 1",
                "{'bellwether':'workload','version':1,'redacted':false} | :1: does not say that it is redacted",
                "HEAD~{ | :2: is no JSON",
                "HEAD~{'fingerprint':'x'} | :2: is no form of query",
                "HEAD~~{'fingerprint':'0000000000000000','example':'SELECT 1','database':'','settings':[],'feature':'','release':'','count':1,'forecast':0,'peak':0,'rows':0} | :3: fingerprint: '0000000000000000', but the example's is '",
                "HEAD~{'fingerprint':'x','example':'DROP TABLE t','database':'','settings':[],'feature':'','release':'','count':1,'forecast':0,'peak':0,'rows':0} | :2: example: only a SELECT is run, and that is none: DROP TABLE t",
            })
    void whatIsWrongWithAFileIsToldWithItsLine(String text, String says, @TempDir Path folder)
            throws Exception {
        String head =
                "{'bellwether':'workload','version':1,'redacted':true,'captured':'2026-11-23T12:00:00Z','leftOut':0}~";
        Path file = folder.resolve("w.ndjson");
        Files.writeString(file, text.replace("HEAD~", head).replace('~', '\n').replace('\'', '"'));
        assertThatThrownBy(() -> Workload.read(file))
                .isInstanceOf(Workload.Unreadable.class)
                .hasMessageStartingWith(file + says.split("'")[0]);
    }

    @Test
    void aFileThatIsNotThereIsNamed(@TempDir Path folder) {
        Path file = folder.resolve("none.ndjson");
        assertThatThrownBy(() -> Workload.read(file))
                .hasMessage(file + ": there is no such file; `bellwether guard capture` makes one");
        assertThatThrownBy(() -> Workload.read(folder)).hasMessageContaining("cannot be read");
    }
}
