package dev.bellwether.people;

import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.InvalidInput.Problem;
import dev.bellwether.model.NotificationRule;
import dev.bellwether.model.Person;
import dev.bellwether.model.QuietHours;
import dev.bellwether.model.Urgency;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// Checks how somebody wants to be told, naming everything that is wrong.
public final class Wishes {
    static final int MOST_RULES = 20;
    static final Duration LONGEST = Duration.ofHours(1);

    private Wishes() {}

    /// @param quiet as it was typed: zone, and the hours as `HH:MM`
    /// @throws InvalidInput with every field that is wrong
    public static QuietHours quiet(String zone, String from, String to) {
        var problems = new ArrayList<Problem>();
        Optional<ZoneId> where = zone(zone, problems);
        Optional<LocalTime> begin = time("from", from, problems);
        Optional<LocalTime> end = time("to", to, problems);
        if (begin.isPresent() && begin.equals(end)) {
            problems.add(
                    new Problem("to", "'" + to + "' is when they begin, so they would never end"));
        }
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
        return new QuietHours(where.orElseThrow(), begin.orElseThrow(), end.orElseThrow());
    }

    private static Optional<ZoneId> zone(String zone, List<Problem> problems) {
        try {
            return Optional.of(ZoneId.of(zone.strip()));
        } catch (DateTimeException e) {
            problems.add(
                    new Problem("zone", "'" + zone + "' is not a time zone such as Europe/Berlin"));
            return Optional.empty();
        }
    }

    private static Optional<LocalTime> time(String field, String time, List<Problem> problems) {
        try {
            return Optional.of(LocalTime.parse(time.strip()).withSecond(0).withNano(0));
        } catch (DateTimeException e) {
            problems.add(new Problem(field, "'" + time + "' is not a time of day such as 22:00"));
            return Optional.empty();
        }
    }

    static void check(QuietHours quiet) {
        if (quiet.from().equals(quiet.to())) {
            throw new InvalidInput(
                    "to", "'" + quiet.to() + "' is when they begin, so they would never end");
        }
    }

    static void check(List<NotificationRule> rules, Person person) {
        var problems = new ArrayList<Problem>();
        if (rules.size() > MOST_RULES) {
            problems.add(
                    new Problem(
                            "rules",
                            "'" + rules.size() + "' rules; allowed: at most " + MOST_RULES));
        }
        var seen = new HashSet<Same>();
        for (int i = 0; i < rules.size(); i++) {
            NotificationRule rule = rules.get(i);
            String field = "rules[" + i + "]";
            if (rule.after().isNegative() || rule.after().compareTo(LONGEST) > 0) {
                problems.add(
                        new Problem(
                                field + ".after", "'" + rule.after() + "' is not 0 to 60 minutes"));
            }
            if (person.contacts().stream().noneMatch(m -> m.id().equals(rule.contact()))) {
                problems.add(
                        new Problem(
                                field + ".contact",
                                "'" + rule.contact() + "' is not a contact method of this person"));
            }
            if (!seen.add(new Same(rule.urgency(), rule.after(), rule.contact()))) {
                problems.add(new Problem(field, "says the same as one before it"));
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
    }

    private record Same(Urgency urgency, Duration after, String contact) {}
}
