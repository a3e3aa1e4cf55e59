package dev.bellwether.watch;

import dev.bellwether.model.Impact;
import dev.bellwether.model.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Any RSS or Atom feed of a status page. A feed is a list of news, not a state, so it is read with
/// care. An entry counts as *open* when it says a stage that means so ([FeedWords]) and was touched
/// within [#FRESH]. The rest is decided so that doubt is never shown as up:
///
/// | the feed | status |
/// |---|---|
/// | has an open entry | its severity, DEGRADED where it names none; one part's major outage is a partial one of the whole |
/// | has an entry of the last [#NEWS] that tells no stage | UNKNOWN: it may be an outage |
/// | has an open entry untouched for longer than [#FRESH], but not than [#FORGOTTEN] | UNKNOWN |
/// | has entries with stages, and none of the above | OPERATIONAL |
/// | has no entry that tells a stage, or no entry at all | UNKNOWN: it cannot tell |
///
/// An entry in a planned stage is a maintenance; one whose maintenance is under way is MAINTENANCE.
/// Ages count from when the feed was read last as something new.
final class FeedReader implements ProviderReader {
    static final Duration NEWS = Duration.ofHours(24);
    static final Duration FRESH = Duration.ofDays(7);
    static final Duration FORGOTTEN = Duration.ofDays(30);

    /// Platforms whose own reader reads their feed, or a better document.
    private static final Set<String> READ_BETTER =
            Set.of("aws", "azure", "gcp", "google-workspace", "heroku", "slack", "salesforce");

    private static final String USUAL = "/history.atom";

    @Override
    public String name() {
        return "feed";
    }

    @Override
    public boolean mayRead(Provider provider) {
        return !READ_BETTER.contains(provider.platform()) && isFeed(provider.feed());
    }

    @Override
    public List<ProviderDocument> documents(Provider provider) {
        return List.of(
                ProviderDocument.xml(
                        isFeed(provider.feed()) ? provider.feed() : provider.document(USUAL)));
    }

    @Override
    public List<String> guesses(Provider provider, PageHead head) {
        return head.feeds().stream().filter(FeedReader::isFeed).toList();
    }

    static boolean isFeed(String address) {
        String path = address.strip().toLowerCase(Locale.ROOT).replaceFirst("[?#].*$", "");
        return path.matches("https?://.*(atom|rss|xml|feed)/?");
    }

    @Override
    public ProviderReading read(ProviderAnswers answers) {
        Feed feed = Feed.of(answers.xml(0));
        var told = new Told();
        var tally = new Tally();
        for (FeedEntry entry : feed.entries()) {
            Optional<FeedWords.Said> said = FeedWords.stage(entry);
            told.update(
                    entry.id(),
                    entry.touched().orElse(Instant.EPOCH),
                    said.map(FeedWords.Said::word).orElse(""),
                    entry.text().isEmpty() ? entry.title() : entry.text());
            if (said.isPresent()) {
                staged(entry, said.get(), answers.now(), told, tally);
            } else if (isWithin(entry, NEWS, answers.now())) {
                tally.doubt("Says '" + entry.title() + "', but not whether it is over");
            }
        }
        return new ProviderReading(
                feed.title(),
                tally.status(),
                told.words(tally.words(feed)),
                told.incidents(),
                told.updates(),
                List.of(),
                told.maintenances());
    }

    private static void staged(
            FeedEntry entry, FeedWords.Said said, Instant now, Told told, Tally tally) {
        tally.tellsStages = true;
        switch (said.stage()) {
            case OVER -> {}
            case PLANNED -> planned(entry, said, now, told);
            case MAINTENANCE -> {
                planned(entry, said, now, told);
                if (isWithin(entry, FRESH, now)) {
                    tally.worst = tally.worst.worse(Status.MAINTENANCE);
                }
            }
            case OPEN -> {
                if (isWithin(entry, FRESH, now)) {
                    open(entry, said, told, tally);
                } else if (isWithin(entry, FORGOTTEN, now)) {
                    tally.doubt(
                            "Calls '" + entry.title() + "' open, but has not touched it for long");
                }
            }
        }
    }

    private static void open(FeedEntry entry, FeedWords.Said said, Told told, Tally tally) {
        Status status = FeedWords.severity(entry);
        Instant started = entry.published().orElse(Instant.EPOCH);
        told.incident(
                entry.id(),
                entry.title(),
                said.word(),
                Impact.of(status),
                started,
                entry.touched().orElse(started),
                entry.link());
        tally.worst =
                tally.worst.worse(status == Status.MAJOR_OUTAGE ? Status.PARTIAL_OUTAGE : status);
    }

    private static void planned(FeedEntry entry, FeedWords.Said said, Instant now, Told told) {
        Instant from = entry.published().orElse(Instant.EPOCH);
        if (isWithin(entry, FORGOTTEN, now)) {
            told.maintenance(
                    new ProviderMaintenance(
                            entry.id(),
                            entry.title(),
                            said.word(),
                            from,
                            from,
                            List.of(),
                            entry.link()));
        }
    }

    /// An entry without a time is as new as any.
    private static boolean isWithin(FeedEntry entry, Duration age, Instant now) {
        return entry.touched().map(at -> at.isAfter(now.minus(age))).orElse(true);
    }

    /// What the entries come to.
    private static final class Tally {
        private boolean tellsStages;
        private Status worst = Status.OPERATIONAL;
        private String doubt = "";

        void doubt(String why) {
            doubt = doubt.isEmpty() ? why : doubt;
        }

        boolean isInDoubt() {
            return !tellsStages || !doubt.isEmpty();
        }

        Status status() {
            return isInDoubt() ? Status.UNKNOWN.worse(worst) : worst;
        }

        String words(Feed feed) {
            if (worst != Status.OPERATIONAL) {
                return "Maintenance in progress";
            }
            if (!doubt.isEmpty()) {
                return ProviderJson.cut(doubt, Told.NAME);
            }
            if (!tellsStages) {
                return feed.entries().isEmpty()
                        ? "The feed is empty"
                        : "The feed does not tell what is over";
            }
            return "No open entry";
        }
    }
}
