package dev.bellwether.incident;

import dev.bellwether.model.Status;
import java.util.List;
import java.util.Optional;

/// What is said of a service. Pure.
///
/// The checks' part is the worst of those that are not paused; one that has never known anything (a
/// new one, a job that never reported) does not count beside others; all paused is UNKNOWN; a
/// service without checks is OPERATIONAL until somebody says otherwise. Maintenance stands in the
/// place of the checks' part: trouble is expected then. What people say on open published incidents
/// counts on top.
record StatusOf(Status status, String why) {
    /// @param said what each open published incident in a person's hands says of the service
    static StatusOf service(Watched watched, List<Said> said, boolean inMaintenance) {
        StatusOf worst =
                inMaintenance
                        ? new StatusOf(Status.MAINTENANCE, "maintenance is under way")
                        : checks(watched);
        for (Said word : said) {
            Status both = worst.status().worse(word.status());
            if (both != worst.status()) {
                worst = new StatusOf(both, "incident '" + word.incident() + "'");
            }
        }
        return worst;
    }

    /// What an incident says of the service.
    record Said(String incident, Status status) {}

    private static StatusOf checks(Watched watched) {
        if (watched.checks().isEmpty()) {
            return new StatusOf(Status.OPERATIONAL, "no checks");
        }
        List<Seen> all = watched.seen().stream().filter(seen -> !seen.paused()).toList();
        List<Seen> knowing = all.stream().filter(Seen::everKnew).toList();
        List<Seen> active = knowing.isEmpty() ? all : knowing;
        Optional<Status> status = active.stream().map(Seen::status).reduce(Status::worse);
        if (status.isEmpty()) {
            return new StatusOf(Status.UNKNOWN, "every check is paused");
        }
        if (status.get() == Status.OPERATIONAL) {
            return new StatusOf(Status.OPERATIONAL, "every check is well");
        }
        String why =
                active.stream()
                        .filter(seen -> seen.status() == status.get())
                        .map(StatusOf::words)
                        .sorted()
                        .findFirst()
                        .orElse("");
        return new StatusOf(status.get(), why);
    }

    private static String words(Seen seen) {
        String why =
                seen.summary().isEmpty() && seen.status() == Status.UNKNOWN
                        ? "nothing is known yet"
                        : seen.summary();
        return "check '" + seen.name() + "'" + (why.isEmpty() ? "" : ": " + why);
    }
}
