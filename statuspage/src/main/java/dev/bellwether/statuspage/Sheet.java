package dev.bellwether.statuspage;

import dev.bellwether.model.Component;
import dev.bellwether.model.Status;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a template asks for besides the things it shows: words, times, links and small drawings.
///
/// @param root from the file to the page's root: empty, `../` or `../../`
/// @param at which entry of the navigation this is
record Sheet(
        PageKey key, Words words, Times times, Texts texts, String root, String title, String at) {
    Sheet {
        root = root.intern();
    }

    /// This sheet for a file that lies deeper.
    Sheet to(String newRoot, String newTitle, String newAt) {
        return new Sheet(key, words, times, texts, newRoot, newTitle + " · " + key.name(), newAt);
    }

    String w(String word) {
        return words.of(word);
    }

    String home() {
        return root.isEmpty() ? "./" : root;
    }

    /// Marks the entry of the navigation that this is; absent otherwise.
    @Nullable String current(String entry) {
        return at.equals(entry) ? "page" : null;
    }

    /// Where the parts of a template that is used in two halves go.
    String gap() {
        return Html.GAP;
    }

    String staleMark() {
        return Stale.MARK;
    }

    String css() {
        return Style.css(key.look());
    }

    String script() {
        return Style.SCRIPT;
    }

    String time(Instant at) {
        return "<time datetime=\"" + at + "\">" + Xml.text(times.moment(at)) + "</time>";
    }

    String markdown(String source, int level) {
        return texts.html(source, level);
    }

    String impact(IncidentView incident) {
        return incident.impact().name().toLowerCase(Locale.ROOT);
    }

    String names(IncidentView incident) {
        return incident.components().stream()
                .map(Component::name)
                .distinct()
                .collect(Collectors.joining(", "));
    }

    /// All updates of one that is open; without the report of one that is past, which has a page of
    /// its own.
    List<UpdateView> updates(IncidentView incident, boolean whole) {
        return whole
                ? incident.updates()
                : incident.updates().stream()
                        .filter(u -> !u.status().equals("postmortem"))
                        .toList();
    }

    boolean hasReport(IncidentView incident) {
        return incident.updates().stream().anyMatch(u -> u.status().equals("postmortem"));
    }

    String stageClass(String status) {
        return switch (status) {
            case "resolved", "completed" -> "done";
            case "postmortem" -> "report";
            case "scheduled" -> "plan";
            default -> "open";
        };
    }

    String anchor(String heading) {
        return heading.replace('.', '-');
    }

    String css(Status status) {
        return Bars.css(status);
    }

    String dot(Status status) {
        return "<svg class=\"dot "
                + Bars.css(status)
                + "\" viewBox=\"0 0 12 12\" width=\"12\" height=\"12\" aria-hidden=\"true\">"
                + Bars.dot(status)
                + "</svg>";
    }

    String icon(Banner banner) {
        return switch (banner) {
            case UP -> "<path d=\"m9 16.5 5 5 9-10.5\"/>";
            case SOME_UNKNOWN, UNKNOWN ->
                    "<path d=\"M12 12.5a4 4 0 1 1 5.6 3.7c-1 .5-1.6 1-1.6 2.3\"/><path d=\"M16 22.6v.2\"/>";
            case MAINTENANCE -> "<path d=\"M11 10v12M16 10v12M21 10v12\"/>";
            case MINOR, MAJOR -> "<path d=\"M16 8.5v9\"/><path d=\"M16 22.6v.2\"/>";
            case CRITICAL -> "<path d=\"m11 11 10 10M21 11 11 21\"/>";
        };
    }

    String bars(ComponentView component) {
        return new Bars(words, times).svg(component);
    }

    String uptime(ComponentView component) {
        return component
                .uptime()
                .map(u -> words.of("uptime.value", Bars.percent(u)))
                .orElse(w("no.data"));
    }
}
