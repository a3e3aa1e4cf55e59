package dev.bellwether.watch;

import dev.bellwether.model.Status;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The words by which entries of status feeds tell their stage and severity: the one table.
///
/// A stage is looked for only where feeds put it, never anywhere in the prose (where "not yet
/// resolved" stands): a category of its own; a title that begins or ends with it (`[Resolved] …`,
/// `… - Resolved`); a line `Status: …`; and the lines that are nothing but a stage or begin with
/// one and a dash, as `Resolved - A fix is in place.`
final class FeedWords {
    /// What a stage means.
    enum Stage {
        OPEN,
        PLANNED,
        MAINTENANCE,
        OVER
    }

    private static final Map<String, Stage> STAGES =
            Map.ofEntries(
                    Map.entry("investigating", Stage.OPEN),
                    Map.entry("identified", Stage.OPEN),
                    Map.entry("monitoring", Stage.OPEN),
                    Map.entry("update", Stage.OPEN),
                    Map.entry("ongoing", Stage.OPEN),
                    Map.entry("active", Stage.OPEN),
                    Map.entry("open", Stage.OPEN),
                    Map.entry("new", Stage.OPEN),
                    Map.entry("fixing", Stage.OPEN),
                    Map.entry("watching", Stage.OPEN),
                    Map.entry("recovering", Stage.OPEN),
                    Map.entry("scheduled", Stage.PLANNED),
                    Map.entry("planned", Stage.PLANNED),
                    Map.entry("upcoming", Stage.PLANNED),
                    Map.entry("not started yet", Stage.PLANNED),
                    Map.entry("in progress", Stage.MAINTENANCE),
                    Map.entry("maintenance in progress", Stage.MAINTENANCE),
                    Map.entry("verifying", Stage.MAINTENANCE),
                    Map.entry("resolved", Stage.OVER),
                    Map.entry("mitigated", Stage.OVER),
                    Map.entry("completed", Stage.OVER),
                    Map.entry("closed", Stage.OVER),
                    Map.entry("fixed", Stage.OVER),
                    Map.entry("recovered", Stage.OVER),
                    Map.entry("cancelled", Stage.OVER),
                    Map.entry("canceled", Stage.OVER),
                    Map.entry("postmortem", Stage.OVER),
                    Map.entry("false alarm", Stage.OVER));

    /// The first that stands in the text counts, so the longer ones stand first.
    private static final List<Map.Entry<String, Status>> SEVERITIES =
            List.of(
                    Map.entry("major outage", Status.MAJOR_OUTAGE),
                    Map.entry("full outage", Status.MAJOR_OUTAGE),
                    Map.entry("complete outage", Status.MAJOR_OUTAGE),
                    Map.entry("critical", Status.MAJOR_OUTAGE),
                    Map.entry("partial outage", Status.PARTIAL_OUTAGE),
                    Map.entry("partial disruption", Status.PARTIAL_OUTAGE),
                    Map.entry("major", Status.PARTIAL_OUTAGE),
                    Map.entry("unavailable", Status.PARTIAL_OUTAGE),
                    Map.entry("outage", Status.PARTIAL_OUTAGE),
                    Map.entry("disruption", Status.PARTIAL_OUTAGE),
                    Map.entry("down", Status.PARTIAL_OUTAGE),
                    Map.entry("degrad", Status.DEGRADED),
                    Map.entry("minor", Status.DEGRADED),
                    Map.entry("maintenance", Status.MAINTENANCE));

    private static final Pattern EDGE =
            Pattern.compile("\\A\\s*[\\[(]?([a-z ]{3,24}?)[\\])]?\\s*[:\\]\\)\\-–—]");
    private static final Pattern TAIL =
            Pattern.compile("[\\[(:\\-–—]\\s*([a-z ]{3,24})[\\])]?\\s*\\z");
    private static final Pattern STATUS_LINE =
            Pattern.compile("(?m)^\\s*(?:current )?(?:status|state)\\s*:\\s*([a-z ]{3,24}?)\\s*$");
    private static final Pattern SEVERITY_LINE =
            Pattern.compile("(?m)^\\s*(?:severity|impact)\\s*:\\s*([a-z ]{3,30}?)\\s*$");
    private static final Pattern LINE =
            Pattern.compile("(?m)^\\s*([a-z]{2,24}(?: [a-z]{2,12}){0,2})\\s*(?:[-–—:].*)?$");

    private static final int LOOKED_AT = 4_000;

    private FeedWords() {}

    /// An entry's stage and the word it has for it.
    record Said(Stage stage, String word) {}

    /// Empty when the entry does not tell.
    static Optional<Said> stage(FeedEntry entry) {
        String text = lower(entry.text());
        String title = lower(entry.title());
        return entry.categories().stream()
                .flatMap(c -> known(lower(c)).stream())
                .findFirst()
                .or(() -> first(EDGE, title))
                .or(() -> first(TAIL, title))
                .or(() -> first(STATUS_LINE, text))
                .or(() -> lines(text));
    }

    /// How bad an open entry is: by its own word for it, by its title, and DEGRADED where neither
    /// says: the least that an open entry can mean.
    static Status severity(FeedEntry entry) {
        return entry.categories().stream()
                .flatMap(c -> among(lower(c)).stream())
                .findFirst()
                .or(() -> severityLine(lower(entry.text())))
                .or(() -> among(lower(entry.title())))
                .orElse(Status.DEGRADED);
    }

    private static Optional<Status> severityLine(String text) {
        Matcher line = SEVERITY_LINE.matcher(text);
        return line.find() ? among(line.group(1)) : Optional.empty();
    }

    private static Optional<Status> among(String text) {
        return SEVERITIES.stream()
                .filter(s -> text.contains(s.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static Optional<Said> first(Pattern where, String text) {
        Matcher match = where.matcher(text);
        return match.find() ? known(match.group(1)) : Optional.empty();
    }

    /// The first line's, for the newest is told first; but the last's where that one is over, for
    /// some tell the oldest first.
    private static Optional<Said> lines(String text) {
        Matcher match = LINE.matcher(text);
        Optional<Said> first = Optional.empty();
        Optional<Said> last = Optional.empty();
        while (match.find()) {
            Optional<Said> said = known(match.group(1));
            if (said.isPresent()) {
                first = first.isPresent() ? first : said;
                last = said;
            }
        }
        return last.isPresent() && last.get().stage() == Stage.OVER ? last : first;
    }

    private static Optional<Said> known(String words) {
        String word = words.strip();
        return Optional.ofNullable(STAGES.get(word)).map(stage -> new Said(stage, word));
    }

    private static String lower(String text) {
        return ProviderJson.cut(text, LOOKED_AT).toLowerCase(Locale.ROOT);
    }
}
