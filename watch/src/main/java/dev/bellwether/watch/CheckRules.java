package dev.bellwether.watch;

import dev.bellwether.model.Check;
import dev.bellwether.model.CheckSpec;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.InvalidInput.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What a check must be like to be saved. All problems are found at once.
final class CheckRules {
    private static final Duration LONGEST_INTERVAL = Duration.ofDays(1);
    private static final Duration LEAST_TIMEOUT = Duration.ofMillis(100);
    private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(2);

    private CheckRules() {}

    /// @throws InvalidInput listing every problem
    static void require(Check check, Networks networks, KnownProviders providers) {
        List<Problem> problems = problems(check, networks, providers);
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
    }

    private static final int MOST_LABELS = 20;

    static List<Problem> problems(Check check, Networks networks, KnownProviders providers) {
        var problems = new ArrayList<Problem>();
        general(check, problems);
        SpecRules.check(check.spec(), networks, problems);
        if (check.spec() instanceof CheckSpec.ProviderPage page
                && !providers.isKnown(check.organization(), page.provider())) {
            problems.add(
                    quoted("spec.provider", page.provider().value(), "is no provider known here"));
        }
        return problems;
    }

    private static void general(Check check, List<Problem> problems) {
        Duration interval = check.interval();
        Duration timeout = check.timeout();
        if (check.name().isBlank() || check.name().length() > 200) {
            problems.add(quoted("name", check.name(), "is not 1 to 200 characters"));
        }
        if (interval.compareTo(Check.LEAST_INTERVAL) < 0
                || interval.compareTo(LONGEST_INTERVAL) > 0) {
            problems.add(quoted("interval", spoken(interval), "is not 5 s to 1 day"));
        }
        if (timeout.compareTo(LEAST_TIMEOUT) < 0 || timeout.compareTo(LONGEST_TIMEOUT) > 0) {
            problems.add(quoted("timeout", spoken(timeout), "is not 100 ms to 2 min"));
        } else if (timeout.compareTo(interval) > 0) {
            problems.add(
                    quoted(
                            "timeout",
                            spoken(timeout),
                            "is longer than the interval, " + spoken(interval)));
        }
        check.degradedAbove()
                .filter(limit ->
                        limit.compareTo(Duration.ofMillis(1)) < 0 || limit.compareTo(timeout) > 0)
                .ifPresent(limit ->
                        problems.add(
                                quoted(
                                        "degradedAbove",
                                        spoken(limit),
                                        "is not 1 ms to the timeout, " + spoken(timeout))));
        if (!check.whenDown().isTrouble()) {
            problems.add(
                    quoted(
                            "whenDown",
                            check.whenDown().name(),
                            "is not DEGRADED, PARTIAL_OUTAGE or MAJOR_OUTAGE"));
        }
        recovery(check.recovery(), problems);
        places(check.places(), problems);
        labels(check.labels(), problems);
    }

    private static void labels(List<String> labels, List<Problem> problems) {
        if (labels.size() > MOST_LABELS) {
            problems.add(
                    quoted("labels", labels.size() + " labels", "is more than " + MOST_LABELS));
        }
        for (int i = 0; i < Math.min(labels.size(), MOST_LABELS); i++) {
            if (!labels.get(i).matches("[a-z0-9][a-z0-9._:/-]{0,39}")) {
                problems.add(
                        quoted(
                                "labels",
                                labels.get(i),
                                "is not 1 to 40 characters of a-z, 0-9, '.', '_', ':', '/' and '-'"));
            }
        }
    }

    private static void recovery(Check.Recovery recovery, List<Problem> problems) {
        if (recovery.successes() < 1 || recovery.successes() > 100) {
            problems.add(
                    quoted("recovery.successes", "" + recovery.successes(), "is not 1 to 100"));
        }
        if (recovery.over().isNegative() || recovery.over().compareTo(Duration.ofDays(1)) > 0) {
            problems.add(quoted("recovery.over", spoken(recovery.over()), "is not 0 s to 1 day"));
        }
    }

    private static void places(List<String> places, List<Problem> problems) {
        if (places.size() > 50) {
            problems.add(quoted("places", places.size() + " places", "is more than 50"));
        }
        if (places.stream().distinct().count() != places.size()) {
            problems.add(quoted("places", String.join(", ", places), "names a place twice"));
        }
        for (int i = 0; i < Math.min(places.size(), 50); i++) {
            if (!places.get(i).matches("[a-z0-9][a-z0-9._-]{0,63}")) {
                problems.add(
                        quoted(
                                "places[" + i + "]",
                                places.get(i),
                                "is not 1 to 64 characters of a-z, 0-9, '.', '_' and '-'"));
            }
        }
    }

    static Problem quoted(String field, String value, String what) {
        String shown = value.length() > 200 ? value.substring(0, 200) + "…" : value;
        return new Problem(field, "'" + shown + "' " + what);
    }

    static String spoken(Duration duration) {
        if (duration.toMillis() % 1_000 != 0) {
            return duration.toMillis() + " ms";
        }
        long seconds = duration.toSeconds();
        if (seconds == 0 || seconds % 60 != 0) {
            return seconds + " s";
        }
        if (seconds % 86_400 == 0) {
            return seconds / 86_400 + " d";
        }
        return seconds % 3_600 == 0 ? seconds / 3_600 + " h" : seconds / 60 + " min";
    }
}
