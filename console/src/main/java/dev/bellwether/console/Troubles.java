package dev.bellwether.console;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What every page must say on top: that something of the installation itself does not work, since
/// when, and what works all the same.
final class Troubles {
    private final Rooms rooms;
    private final Instant now;

    Troubles(Rooms rooms, Instant now) {
        this.rooms = rooms;
        this.now = now;
    }

    List<String> sentences() {
        var all = new ArrayList<String>();
        rooms.store()
                .health()
                .trouble()
                .ifPresent(trouble ->
                        all.add(
                                "The database cannot be used since "
                                        + Times.at(trouble.since(), now)
                                        + " ("
                                        + cut(trouble.why())
                                        + "). Checks go on and status pages are served from memory;"
                                        + " what you change now is not saved."));
        rooms.history()
                .trouble()
                .ifPresent(trouble ->
                        all.add(
                                "Check results are not written since "
                                        + Times.at(trouble.since(), now)
                                        + " ("
                                        + cut(trouble.why())
                                        + "). Verdicts and pages go on; charts may have a gap."));
        return all;
    }

    private static String cut(String why) {
        return why.length() > 200 ? why.substring(0, 200) + "…" : why;
    }
}
