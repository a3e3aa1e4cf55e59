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
/// @param folder of the file's language: empty for the page's own, else such as `de/`
/// @param path of the file below that, such as `history/`
/// @param at which entry of the navigation this is
record Sheet(
        PageKey key,
        Words words,
        Times times,
        Texts texts,
        String folder,
        String path,
        String title,
        String at) {
    /// This sheet for another file.
    Sheet to(String newPath, String newTitle, String newAt) {
        String whole = newTitle + " · " + key.name();
        return new Sheet(key, words, times, texts, folder, newPath, whole, newAt);
    }

    /// From the file to the front page of its language: empty, `../` or `../../`.
    String root() {
        return "../".repeat((int) path.chars().filter(c -> c == '/').count());
    }

    /// From the file to the folder of feeds and JSON, which are in the page's own language.
    String files() {
        return folder.isEmpty() ? root() : root() + "../";
    }

    /// The address under which this file is known.
    String canonical() {
        return key.url() + "/" + folder + path;
    }

    /// This file in every language the page is offered in; empty when that is one.
    List<Translation> translations() {
        return key.languages().size() < 2
                ? List.of()
                : key.languages().stream().map(this::in).toList();
    }

    private Translation in(String language) {
        String there = key.look().language().equals(language) ? "" : language + "/";
        String href = files() + there + path;
        return new Translation(
                language,
                Words.name(language),
                href.isEmpty() ? "./" : href,
                key.url() + "/" + there + path,
                language.equals(words.language()));
    }

    /// @param href relative to the file
    /// @param here whether it is this very file
    record Translation(String language, String name, String href, String url, boolean here) {}

    String w(String word) {
        return words.of(word);
    }

    String home() {
        return path.isEmpty() ? "./" : root();
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

    String embedCss() {
        return Embed.css(key.look());
    }

    /// The address of the logo; only asked for when there is one.
    String logo() {
        return key.look()
                .uploadedLogo()
                .map(name -> files() + Logo.path(name))
                .or(() -> key.look().logo())
                .orElse("");
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
