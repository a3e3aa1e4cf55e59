package dev.bellwether.experiment;

import dev.bellwether.experiment.CampaignResults.Freshness;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// How old figures are, and whether that is too old. Pure.
final class FreshnessReader {
    private FreshnessReader() {}

    /// While a campaign runs its site's newest event may be as old as the plan says, and so may the
    /// figures; afterwards the figures alone.
    ///
    /// @param trouble why the figures are not of now; empty when they are
    static Freshness read(SiteCampaign kept, Edition edition, Tally tally, Instant now) {
        Instant asOf = tally.asOf();
        Optional<Instant> newest = tally.newest();
        boolean isRunning =
                kept.state() == SiteCampaign.State.RUNNING
                        && edition.campaign().until().map(now::isBefore).orElse(true);
        Instant arrived = latest(newest.orElse(Instant.MIN), edition.campaign().from());
        Instant last = isRunning && arrived.isBefore(asOf) ? arrived : asOf;
        Instant limit = last.plus(kept.plan().staleAfter());
        Optional<Instant> since = limit.isBefore(now) ? Optional.of(limit) : Optional.empty();
        return new Freshness(asOf, newest, since, words(asOf, newest, since, tally.trouble(), now));
    }

    static String words(
            Instant asOf,
            Optional<Instant> newest,
            Optional<Instant> since,
            Optional<String> trouble,
            Instant now) {
        String age = "As of " + FlagWords.time(asOf) + "," + ago(asOf, now);
        String events =
                newest.map(at -> "; the newest event of the site arrived" + ago(at, now))
                        .orElse("; no event of the site has arrived");
        return (since.isPresent() ? "Stale data. " : "")
                + age
                + events
                + "."
                + trouble.map(why -> " Shown as it last was: " + why).orElse("");
    }

    private static String ago(Instant at, Instant now) {
        Duration age = Duration.between(at, now);
        return age.compareTo(Duration.ofMinutes(1)) < 0
                ? " just now"
                : " " + CampaignWords.about(age) + " ago";
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
