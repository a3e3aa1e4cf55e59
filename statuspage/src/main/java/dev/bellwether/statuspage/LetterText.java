package dev.bellwether.statuspage;

import dev.bellwether.model.Component;
import dev.bellwether.model.StatusPage;
import java.util.stream.Collectors;

/// The words of one update for a reader of mails, plain and as calm HTML: nothing is fetched when
/// it is opened but what the page's owner put into the text.
record LetterText(
        StatusPage page,
        String url,
        Words words,
        Times times,
        IncidentView incident,
        UpdateView update) {
    /// The same for every update of an incident, so that all stand in one conversation.
    String subject() {
        return "[" + page.name() + "] " + incident.name();
    }

    String stage() {
        return words.stage(update.status());
    }

    String link() {
        return url + "/" + incident.path();
    }

    String text() {
        return Markdown.text(update.body());
    }

    String when() {
        return incident.scheduledFor().isPresent() && incident.scheduledUntil().isPresent()
                ? times.moment(incident.scheduledFor().get())
                        + " – "
                        + times.moment(incident.scheduledUntil().get())
                : "";
    }

    String affected() {
        return incident.components().stream()
                .map(Component::name)
                .distinct()
                .collect(Collectors.joining(", "));
    }

    String plain() {
        var out = new StringBuilder();
        out.append(stage()).append(": ").append(incident.name()).append('\n');
        out.append(times.moment(update.at())).append("\n\n");
        if (!text().isBlank()) {
            out.append(text()).append("\n\n");
        }
        if (!when().isEmpty()) {
            out.append(words.of("scheduled.for")).append(": ").append(when()).append('\n');
        }
        if (!affected().isEmpty()) {
            out.append(words.of("affects")).append(": ").append(affected()).append('\n');
        }
        return out.append('\n').append(link()).append("\n\n").append(foot()).toString();
    }

    private String foot() {
        return Announcement.DUPLICATE
                + "-- \n"
                + words.of("letter.why", page.name())
                + "\n"
                + words.of("letter.manage")
                + ": "
                + Announcement.MANAGE
                + "\n"
                + words.of("letter.unsubscribe")
                + ": "
                + Announcement.UNSUBSCRIBE
                + "\n";
    }

    String html() {
        var body = new StringBuilder();
        body.append("<p style=\"margin:0;color:#667\"><strong>")
                .append(Xml.text(stage()))
                .append("</strong> · ")
                .append(Xml.text(times.moment(update.at())))
                .append("</p>\n");
        body.append(Markdown.html(update.body(), 2)).append('\n');
        if (!when().isEmpty()) {
            line(body, words.of("scheduled.for"), when());
        }
        if (!affected().isEmpty()) {
            line(body, words.of("affects"), affected());
        }
        return LetterFrame.of(words.language(), page.name(), incident.name(), body.toString())
                .button(link(), words.of("letter.open"))
                .foot(
                        Announcement.DUPLICATE + Xml.text(words.of("letter.why", page.name())),
                        Announcement.MANAGE,
                        words.of("letter.manage"),
                        Announcement.UNSUBSCRIBE,
                        words.of("letter.unsubscribe"));
    }

    private static void line(StringBuilder out, String label, String value) {
        out.append("<p style=\"color:#667\">")
                .append(Xml.text(label))
                .append(": ")
                .append(Xml.text(value))
                .append("</p>\n");
    }
}
