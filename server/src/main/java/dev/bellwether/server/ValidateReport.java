package dev.bellwether.server;

import dev.bellwether.guard.Measured;
import dev.bellwether.guard.Validation;
import java.util.ArrayList;
import java.util.List;

/// What came of a workload, in lines for people.
final class ValidateReport {
    private static final int SHOWN = 160;

    private ValidateReport() {}

    static List<String> lines(List<ValidateCommand.Tried> tried) {
        var lines = new ArrayList<String>();
        lines.add(
                "%-16s  %-20s %10s %12s  %s"
                        .formatted("FORM", "FEATURE", "BEFORE", "NOW", "RESULT"));
        int failed = 0;
        int unmeasured = 0;
        for (ValidateCommand.Tried one : tried) {
            Validation.Finding finding = one.finding();
            failed += finding.isFailure() ? 1 : 0;
            unmeasured += finding.verdict() == Validation.Verdict.NOT_MEASURED ? 1 : 0;
            lines.add(
                    "%-16s  %-20s %10s %12s  %s"
                            .formatted(
                                    finding.query().fingerprint(),
                                    cut(finding.query().feature(), 20),
                                    finding.baseline() == 0
                                            ? "-"
                                            : Validation.megabytes(finding.baseline()),
                                    now(finding.measured()),
                                    word(finding.verdict())));
            if (!finding.says().isEmpty()) {
                lines.add(" ".repeat(18) + finding.says());
                lines.add(" ".repeat(18) + text(finding));
            }
        }
        lines.add("");
        lines.add(
                tried.isEmpty()
                        ? "The workload has no forms of query: nothing was measured."
                        : "%d forms of query: %d passed, %d failed, %d not measured."
                                .formatted(
                                        tried.size(),
                                        tried.size() - failed - unmeasured,
                                        failed,
                                        unmeasured));
        return lines;
    }

    static String word(Validation.Verdict verdict) {
        return switch (verdict) {
            case PASSED -> "passed";
            case GREW -> "GREW";
            case OVER_BUDGET -> "OVER BUDGET";
            case NEW_AND_UNBOUNDED -> "NEW AND UNBOUNDED";
            case NOT_MEASURED -> "NOT MEASURED";
        };
    }

    private static String now(Measured measured) {
        return switch (measured) {
            case Measured.Failed _ -> "?";
            case Measured.Needed(long from, long to, _) -> {
                if (from == to) {
                    yield Validation.megabytes(to);
                }
                yield to == Long.MAX_VALUE
                        ? "> " + Validation.megabytes(from)
                        : "<= " + Validation.megabytes(to);
            }
        };
    }

    /// In one line.
    static String text(Validation.Finding finding) {
        return cut(finding.query().example().replaceAll("\\s+", " "), SHOWN);
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most - 3) + "...";
    }
}
