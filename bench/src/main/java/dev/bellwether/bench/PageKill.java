package dev.bellwether.bench;

import java.io.PrintStream;

/// Is a page of a bigger day ever lost? 500 alerts, each told by three channels (a mail at once, a
/// webhook of the person two minutes later by their notification rule, and one of the team), in a
/// process that is killed with SIGKILL, on SQLite, as [PageLost] does it; and as many alerts on two
/// nodes with one PostgreSQL that are killed in turn, as [Takeover] does it, by the same three
/// channels, all at once there, for its time is real.
///
/// The 500 come in ten waves of 50 that are alike. By itself it kills at every write point of a
/// wave, each in another of the ten waves: some fifty runs of ten kills. With
/// `-Dbellwether.page-kill.runs=0` it kills at every write point of all 500, which takes hours.
///
/// `-Dbellwether.page-kill.outages` (500), `.runs` (a sample), `.kills` (10) and `.services` (50 at
/// each kill) make it smaller; `.page-kill-sqlite.record=FILE` keeps what was done of it. No
/// outages, or no kills, leave SQLite, or PostgreSQL, out: the bar is not told then.
public final class PageKill {
    private PageKill() {}

    /// @return 0 when both hold, 1 when one does not
    public static int run(PrintStream out) {
        return run(
                out,
                Integer.getInteger("bellwether.page-kill.outages", 500),
                Integer.getInteger("bellwether.page-kill.runs", PageLost.OF_A_WAVE),
                Integer.getInteger("bellwether.page-kill.kills", 10),
                Integer.getInteger("bellwether.page-kill.services", 50));
    }

    static int run(PrintStream out, int outages, int runs, int kills, int services) {
        if (outages == 0) {
            return Takeover.pages(out, kills, services, "page-kill-postgres");
        }
        out.println("One process on SQLite:");
        int sqlite = PageLost.run(out, outages, runs, "page-kill-sqlite", 3);
        if (kills == 0) {
            return sqlite;
        }
        out.printf("%nTwo nodes on one PostgreSQL:%n");
        int postgres = Takeover.pages(out, kills, services, "page-kill-postgres");
        out.printf(
                "%nbar page-kill: %s (SQLite %s, two nodes on PostgreSQL %s)%n",
                sqlite + postgres == 0 ? "holds" : "falls short", words(sqlite), words(postgres));
        return sqlite + postgres == 0 ? 0 : 1;
    }

    private static String words(int result) {
        return result == 0 ? "holds" : "falls short";
    }
}
