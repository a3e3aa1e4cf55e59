package dev.bellwether.bench;

import dev.bellwether.bench.AssignInProcess.Answer;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// `assign`: how long it takes to say which variation of a flag a visitor gets, in process. A set
/// of 50 flags with targeting, segments, percentage rollouts, an exclusion group and a holdout;
/// 4,096 visitors with attributes; a flag and a visitor at random each time; and each foreign hash
/// by itself. Beside it LinkedIn's published figure for one evaluation. Then the same flags over
/// HTTP: [AssignOverHttp].
final class Assign {
    private static final double BAR_NANOS = 1_000;
    private static final double LINKEDIN_NANOS = 700;

    private Assign() {}

    /// @return 0 when the bar holds, 1 when not
    static int run(PrintStream out) {
        try {
            return measure(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int measure(PrintStream out) throws IOException {
        out.println("load of the machine before: " + WatchScale.load());
        List<Answer> answers = AssignInProcess.measure();
        out.println("load of the machine after: " + WatchScale.load() + "\n");
        out.printf(Locale.ROOT, "%-58s %12s %12s%n", "one evaluation", "mean", "± (99.9 %)");
        for (Answer answer : answers) {
            out.printf(
                    Locale.ROOT,
                    "%-58s %9.0f ns %9.0f ns%n",
                    answer.what(),
                    answer.mean(),
                    answer.error());
        }
        out.printf(
                Locale.ROOT,
                "%-58s %9.0f ns%n",
                "LinkedIn's engine, mean, as published in 2020",
                LINKEDIN_NANOS);
        Answer slowest =
                answers.stream().max(Comparator.comparingDouble(Answer::mean)).orElseThrow();
        boolean holds = slowest.mean() < BAR_NANOS;
        out.printf(
                Locale.ROOT,
                "%nbar assign: %s (the slowest of these, %s: %.0f ns; bar: below %.0f ns)%n",
                holds ? "holds" : "falls short",
                slowest.what(),
                slowest.mean(),
                BAR_NANOS);
        boolean holdsToo = AssignOverHttp.run(out);
        return holds && holdsToo ? 0 : 1;
    }
}
