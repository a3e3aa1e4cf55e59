package dev.bellwether.guard;

import java.util.Locale;

/// What was found, in sentences.
final class BlameWords {
    private static final int LONGEST_QUERY = 1_000;

    private BlameWords() {}

    /// `campaign-reports 2026.11.3`, or `campaign-reports with wide-range = b`.
    static String side(BlameFinding found) {
        return named(found.feature(), found.flag(), found.side());
    }

    static String side(Blame.Ended one) {
        return named(one.feature(), one.flag(), one.side());
    }

    private static String named(String feature, String flag, String side) {
        String named = feature.isEmpty() ? "unnamed feature" : feature;
        return flag.isEmpty() ? named + " " + side : named + " with " + flag + " = " + side;
    }

    static String summary(BlameFinding found) {
        return "Queries of %s need %s times the memory of %s"
                .formatted(side(found), times(found.ratio()), found.baseline());
    }

    /// In one line.
    static String sentence(BlameFinding found) {
        String what =
                switch (found.by()) {
                    case SAME_QUERIES, SAME_QUERIES_PER_ROW -> "The same queries";
                    case ALL_QUERIES -> "Its queries, all together,";
                    case ONE_FORM -> "One of its queries";
                };
        String measure =
                found.by() == BlameFinding.By.SAME_QUERIES_PER_ROW ? "memory per row" : "memory";
        return "%s need%s %s times the %s of %s (95 %% %s to %s; %,d queries against %,d)."
                .formatted(
                        what,
                        found.by() == BlameFinding.By.ONE_FORM ? "s" : "",
                        times(found.ratio()),
                        measure,
                        found.baseline(),
                        times(found.interval().low()),
                        times(found.interval().high()),
                        found.queries(),
                        found.before());
    }

    /// In several lines.
    static String evidence(BlameFinding found) {
        var text = new StringBuilder(sentence(found));
        found.perRow()
                .ifPresent(ratio ->
                        text.append("\nPer row read: ").append(times(ratio)).append(" times."));
        found.form()
                .ifPresent(form ->
                        text.append(
                                "\nMost of it: query %016x, %s, %s times: %s"
                                        .formatted(
                                                form.fingerprint(),
                                                form.isNew() ? "new" : "known",
                                                times(form.ratio()),
                                                form.text()
                                                        .substring(
                                                                0,
                                                                Math.min(
                                                                        LONGEST_QUERY,
                                                                        form.text().length())))));
        text.append("\nFirst seen ").append(found.since()).append(". ");
        text.append(
                found.flag().isEmpty()
                        ? "A comparison of before and after: it tells that the release came with it."
                        : "Variations are assigned by chance and run side by side: it is the cause.");
        return text.toString();
    }

    private static String times(double ratio) {
        return String.format(Locale.ROOT, ratio < 10 ? "%.1f" : "%.0f", ratio);
    }
}
