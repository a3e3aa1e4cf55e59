package dev.bellwether.bench;

import dev.bellwether.model.AlertChanged;
import dev.bellwether.model.IncidentChanged;
import dev.bellwether.model.ScheduleId;
import dev.bellwether.people.People;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// A year of a company of 200 people, replayed on the virtual clock: 5,000 incidents, their alerts,
/// escalations and acknowledgements, maintenance, overrides and new editions of 40 schedules,
/// through the rooms' own jobs and doors and a store on SQLite. And how long "who is on call, and
/// who is next" takes, by JMH.
///
/// Each page of the year is looked at afterwards: did it go to who was on call just then?
///
/// The database lies in memory (`/dev/shm`) where there is such a place: a replay has nothing to
/// lose, and the disk's syncs are not what is measured. `-Dbellwether.schedule-year.directory` puts
/// it elsewhere, and `-Dbellwether.schedule-year.outages` (5,020) makes the year calmer.
final class ScheduleYear {
    private static final double BAR_SECONDS = 10;
    private static final double BAR_MILLIS = 1;

    private ScheduleYear() {}

    /// @return 0 when the bar holds, 1 when not
    static int run(PrintStream out) {
        Quiet.logs();
        try {
            return measure(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int measure(PrintStream out) throws IOException {
        out.println("load of the machine before: " + WatchScale.load());
        Path directory = Files.createTempDirectory(place(), "schedule-year");
        Year year;
        List<WhoIsOnCall.Answer> answers;
        try {
            year = year(out, directory);
            answers = WhoIsOnCall.measure(directory, year.busiest());
        } finally {
            WatchScale.remove(directory);
        }
        out.println("load of the machine after: " + WatchScale.load() + "\n");
        return report(out, year, answers);
    }

    /// @param seconds of the wall clock
    /// @param processor seconds of all threads
    /// @param proof seconds for a year's shifts and the proof of each schedule
    /// @param busiest the schedule with the most overrides
    private record Year(
            YearReplay.Tally tally,
            YearPages.Verdict pages,
            double seconds,
            double processor,
            long commits,
            double proof,
            long shifts,
            int open,
            ScheduleId busiest) {}

    private static Year year(PrintStream out, Path directory) {
        var replay = new YearReplay();
        try (var company = new YearCompany(directory, replay)) {
            company.hire();
            company.found();
            out.println("the company stands; its year begins");
            List<YearScript.At> script = YearScript.of();
            long commits = company.store.health().commits();
            long processor =
                    ProcessHandle.current()
                            .info()
                            .totalCpuDuration()
                            .orElse(Duration.ZERO)
                            .toNanos();
            long begun = System.nanoTime();
            YearReplay.Tally tally = replay.run(company, script);
            double seconds = (System.nanoTime() - begun) / 1e9;
            double used =
                    (ProcessHandle.current()
                                            .info()
                                            .totalCpuDuration()
                                            .orElse(Duration.ZERO)
                                            .toNanos()
                                    - processor)
                            / 1e9;
            commits = company.store.health().commits() - commits;
            out.printf(
                    Locale.ROOT,
                    "replayed in %.2f s, %.2f s of processor time, %,d commits%n",
                    seconds,
                    used,
                    commits);

            long before = System.nanoTime();
            long shifts = 0;
            for (var id : company.schedules) {
                shifts +=
                        company.oncall
                                .rota()
                                .shifts(
                                        People.DEFAULT,
                                        id,
                                        YearScript.BEGIN,
                                        YearScript.BEGIN.plus(YearScript.YEAR))
                                .size();
                var unused = company.oncall.rota().coverage(People.DEFAULT, id, YearScript.BEGIN);
            }
            double proof = (System.nanoTime() - before) / 1e9;
            int open =
                    company.oncall.alerts().open(People.DEFAULT).size()
                            + company.incidents.incidents().open(People.DEFAULT).size();
            return new Year(
                    tally,
                    YearPages.of(company, tally),
                    seconds,
                    used,
                    commits,
                    proof,
                    shifts,
                    open,
                    company.schedules.getFirst());
        }
    }

    private static Path place() {
        String wanted = System.getProperty("bellwether.schedule-year.directory", "/dev/shm");
        Path memory = Path.of(wanted);
        return Files.isWritable(memory)
                ? memory
                : Path.of(System.getProperty("java.io.tmpdir", "."));
    }

    private static int report(PrintStream out, Year year, List<WhoIsOnCall.Answer> answers) {
        YearReplay.Tally tally = year.tally();
        int incidents = tally.incidentChanges.getOrDefault(IncidentChanged.What.OPENED, 0);
        out.println("| a year of 200 people and 40 schedules | |");
        out.println("| --- | ---: |");
        row(out, "incidents", incidents);
        row(out, "alerts", tally.alerts.size());
        row(out, "steps taken", changes(tally, AlertChanged.What.STEP_TAKEN));
        row(out, "last resorts", changes(tally, AlertChanged.What.EXHAUSTED));
        row(out, "acknowledged", changes(tally, AlertChanged.What.ACKNOWLEDGED));
        row(out, "snoozed", changes(tally, AlertChanged.What.SNOOZED));
        row(out, "pages due", tally.pages.size());
        row(out, "of them to somebody who was not to be paged then", year.pages().wrong());
        row(out, "steps in which somebody was forgotten", year.pages().forgotten());
        row(out, "maintenances", YearScript.MAINTENANCES);
        row(out, "overrides", YearScript.overridesOfAll());
        row(out, "instants of the virtual clock", tally.instants);
        row(out, "journal lines", tally.lines);
        row(out, "commits", year.commits());
        out.printf(Locale.ROOT, "| **replayed in** | **%.2f s** |%n", year.seconds());
        out.printf(Locale.ROOT, "| processor time of it | %.2f s |%n", year.processor());
        out.printf(
                Locale.ROOT,
                "| afterwards: its %,d shifts, and each schedule's proof of coverage | %.2f s |%n%n",
                year.shifts(),
                year.proof());
        out.println(
                "| question, by JMH, a schedule of 50 people with 300 overrides | mean ms | p50 ms | p99 ms | p99.9 ms |");
        out.println("| --- | ---: | ---: | ---: | ---: |");
        answers.forEach(answer ->
                out.printf(
                        Locale.ROOT,
                        "| %s | %.3f | %.3f | %.3f | %.3f |%n",
                        answer.question(),
                        answer.mean(),
                        answer.median(),
                        answer.p99(),
                        answer.p999()));
        double slowest = answers.stream().mapToDouble(WhoIsOnCall.Answer::mean).max().orElseThrow();
        boolean right =
                incidents >= YearScript.INCIDENTS
                        && year.pages().wrong() == 0
                        && year.pages().forgotten() == 0
                        && year.open() == 0;
        boolean holds = right && year.seconds() < BAR_SECONDS && slowest < BAR_MILLIS;
        out.printf(
                Locale.ROOT,
                "%nbar schedule-year: %s (%,d incidents replayed in %.2f s of %.0f, %d pages wrong, %d"
                        + " forgotten, %d left open; who is on call and who is next %.3f ms of %.0f)%n",
                holds ? "holds" : "falls short",
                incidents,
                year.seconds(),
                BAR_SECONDS,
                year.pages().wrong(),
                year.pages().forgotten(),
                year.open(),
                slowest,
                BAR_MILLIS);
        return holds ? 0 : 1;
    }

    private static int changes(YearReplay.Tally tally, AlertChanged.What what) {
        return tally.alertChanges.getOrDefault(what, 0);
    }

    private static void row(PrintStream out, String what, long number) {
        out.printf(Locale.ROOT, "| %s | %,d |%n", what, number);
    }
}
