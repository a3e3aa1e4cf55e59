package dev.bellwether.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Does the load that killed the cluster run in the memory it had before? [GuardStory] three times,
/// each on a new node of 1 GiB: without a guard, with settings alone, with the guard.
///
/// `-Dbellwether.guard-oom.seconds` (600) is the length of a row, `.svg` the file the memory is
/// drawn to (`target/guard-oom.svg`).
public final class GuardOom {
    private static final double LATENCY_BAR = 2.0;
    private static final int SHARE_ALONE = 4;

    private GuardOom() {}

    /// @return 0 when the bar holds, 1 when not or when a package is missing
    public static int run(PrintStream out) {
        return run(out, 600);
    }

    /// @param usual seconds of a row when nothing else was said
    static int run(PrintStream out, int usual) {
        int seconds = Integer.getInteger("bellwether.guard-oom.seconds", usual);
        Path svg =
                Path.of(
                        System.getProperty(
                                "bellwether.guard-oom.svg",
                                Path.of(
                                                System.getProperty("bellwether.home", "."),
                                                "target",
                                                "guard-oom.svg")
                                        .toString()));
        return GuardFolder.measure(out, folder -> run(out, folder, seconds, svg));
    }

    private static boolean run(PrintStream out, Path folder, int seconds, Path svg)
            throws IOException {
        out.printf("%d s a row; %s%n", seconds, GuardFolder.load());
        var story = new GuardStory(folder, seconds, out::println);
        GuardRow alone = story.alone(Math.max(5, seconds / SHARE_ALONE));
        List<GuardRow> rows = new ArrayList<>();
        for (GuardStory.Way way : GuardStory.Way.values()) {
            rows.add(story.run(way));
        }
        out.println();
        out.println(GuardRow.HEAD);
        out.println(alone.line());
        rows.forEach(row -> out.println(row.line()));
        out.println();
        for (GuardRow row : rows) {
            out.printf(
                    "%s: cheap failed: %s; heavy failed: %s%n",
                    row.name(), row.cheap().why(), row.heavy().why());
        }
        Files.createDirectories(svg.toAbsolutePath().getParent());
        Files.writeString(svg, MemoryChart.draw(rows, GuardStory.LIMIT));
        out.printf("%nThe memory is drawn in %s. After: %s%n", svg, GuardFolder.load());
        return holds(out, alone, rows.get(1), rows.get(2));
    }

    private static boolean holds(
            PrintStream out, GuardRow alone, GuardRow settings, GuardRow guard) {
        double most = LATENCY_BAR * alone.cheap().millis(99);
        boolean holds =
                guard.oomKills() == 0
                        && guard.isEveryCheapAnswered()
                        && guard.cheap().millis(99) <= most
                        && guard.heavyAnHour() >= settings.heavyAnHour();
        out.printf(
                Locale.ROOT,
                "bar guard-oom: %s (with the guard: oom_kill %d of 0; %d of %d cheap queries answered, of all; their p99 %.1f ms of %.1f, which is %.0f × alone; heavy finished an hour %.0f of %.0f, as with settings only)%n",
                holds ? "holds" : "falls short",
                guard.oomKills(),
                guard.cheap().answered(),
                guard.cheap().answered() + guard.cheap().failed(),
                guard.cheap().millis(99),
                most,
                LATENCY_BAR,
                guard.heavyAnHour(),
                settings.heavyAnHour());
        return holds;
    }
}
