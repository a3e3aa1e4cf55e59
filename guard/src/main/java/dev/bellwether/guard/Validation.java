package dev.bellwether.guard;

import java.util.Optional;
import java.util.OptionalLong;

/// Whether a form of query is still what it was. Pure.
///
/// @param allowed how many times the baseline's memory is still well, such as 1.3
/// @param budget that no form may pass, bytes; empty for none
public record Validation(double allowed, OptionalLong budget) {
    /// As it is by default: 30 % more.
    public static final double ALLOWED = 1.3;

    /// Less is not worth telling apart.
    public static final long LEAST = Forecasts.LEAST;

    /// What came of a form.
    public enum Verdict {
        PASSED,
        GREW,
        OVER_BUDGET,
        /// It is not in the baseline, and nothing in its text bounds what it keeps in memory.
        NEW_AND_UNBOUNDED,
        NOT_MEASURED
    }

    /// @param baseline bytes that it needed; 0 when that is not known
    /// @param says in a sentence why; empty when it passed
    public record Finding(
            WorkloadQuery query, long baseline, Measured measured, Verdict verdict, String says) {
        public boolean isFailure() {
            return switch (verdict) {
                case PASSED, NOT_MEASURED -> false;
                case GREW, OVER_BUDGET, NEW_AND_UNBOUNDED -> true;
            };
        }
    }

    /// Bytes that a run needs no more than, to be judged.
    ///
    /// @param least that a form gets of which nothing is known
    public long cap(Optional<WorkloadQuery> baseline, long least) {
        long known = baseline.map(WorkloadQuery::needs).orElse(0L);
        long enough = Math.max(least, (long) (Math.max(known, LEAST) * allowed * 2));
        return budget.isPresent() ? Math.min(enough, Math.max(LEAST, budget.getAsLong())) : enough;
    }

    /// @param baseline of the form; empty when it is new
    public Finding judge(WorkloadQuery query, Optional<WorkloadQuery> baseline, Measured measured) {
        long before = baseline.map(WorkloadQuery::needs).orElse(0L);
        return switch (measured) {
            case Measured.Failed(String why) ->
                    new Finding(
                            query, before, measured, Verdict.NOT_MEASURED, "not measured: " + why);
            case Measured.Needed needed -> judge(query, baseline, before, needed);
        };
    }

    private Finding judge(
            WorkloadQuery query,
            Optional<WorkloadQuery> baseline,
            long before,
            Measured.Needed needed) {
        boolean isOut = needed.to() == Long.MAX_VALUE;
        String took = (isOut ? "more than " : "") + megabytes(isOut ? needed.from() : needed.to());
        boolean isOver =
                budget.isPresent()
                        && (needed.from() > budget.getAsLong()
                                || isOut && needed.from() >= budget.getAsLong());
        if (isOver) {
            return new Finding(
                    query,
                    before,
                    needed,
                    Verdict.OVER_BUDGET,
                    "needs %s, the budget is %s".formatted(took, megabytes(budget.getAsLong())));
        }
        if (baseline.isEmpty() && isUnbounded(query)) {
            return new Finding(
                    query,
                    before,
                    needed,
                    Verdict.NEW_AND_UNBOUNDED,
                    "is new, and keeps rows of whole tables in memory: no WHERE and no spilling bound it (%s here)"
                            .formatted(took));
        }
        long judged = Math.max(before, LEAST);
        if (before > 0 && needed.from() > judged * allowed) {
            return new Finding(
                    query,
                    before,
                    needed,
                    Verdict.GREW,
                    "needs %s, before %s: %s%.2f times"
                            .formatted(
                                    took,
                                    megabytes(before),
                                    isOut ? "more than " : "",
                                    (double) needed.from() / judged));
        }
        return new Finding(query, before, needed, Verdict.PASSED, "");
    }

    /// Whether its text bounds nothing: it groups, sorts, joins or gathers all rows of its tables,
    /// without a condition, and goes to no disk.
    static boolean isUnbounded(WorkloadQuery query) {
        if (!(Statement.of(query.example())
                instanceof Statement.Read(Tokens tokens, _, Shape shape))) {
            return true;
        }
        boolean keeps =
                switch (shape.family()) {
                    case GROUP, SORT, HOARD, JOIN -> !shape.tables().isEmpty();
                    case SCAN, FOLD, WRITE, TELL -> false;
                };
        if (!keeps || query.settings().stream().anyMatch(one -> spills(one.name()))) {
            return false;
        }
        for (int i = 0; i < tokens.count(); i++) {
            if (tokens.isWord(i, "WHERE") || tokens.isWord(i, "PREWHERE")) {
                return false;
            }
        }
        return SettingsClause.in(tokens).stream()
                .flatMap(clause -> clause.settings().stream())
                .noneMatch(one -> spills(one.name()));
    }

    private static boolean spills(String setting) {
        return setting.startsWith("max_bytes_before_external_")
                || setting.startsWith("max_rows_to_group_by")
                || setting.startsWith("max_rows_to_sort")
                || setting.startsWith("max_bytes_in_join")
                || setting.startsWith("max_rows_in_join");
    }

    /// In words, to a tenth below ten.
    public static String megabytes(long bytes) {
        double megabytes = bytes / (double) (1 << 20);
        return megabytes < 10 ? "%.1f MB".formatted(megabytes) : "%.0f MB".formatted(megabytes);
    }
}
