package dev.bellwether.incident;

import dev.bellwether.model.InboundAlert;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;

/// What is said of an alert that another program raised. For people who work here: the sender's
/// words stand in it.
final class InboundWords {
    private static final int LONGEST_TITLE = 255;
    private static final int LONGEST_NOTE = 5_000;

    private InboundWords() {}

    static String title(InboundAlert alert) {
        String line = alert.summary().replaceAll("\\s+", " ").strip();
        return line.length() <= LONGEST_TITLE ? line : cut(line, LONGEST_TITLE - 1) + "…";
    }

    static String opened(InboundAlert alert) {
        return alert.sender() + " raised an alert: " + title(alert);
    }

    static String evidence(InboundAlert alert) {
        var text = new StringBuilder("'").append(alert.sender()).append("' says ");
        text.append(alert.severity().name().toLowerCase(Locale.ROOT));
        text.append(": ").append(alert.summary().strip());
        if (!alert.source().isBlank()) {
            text.append(" (").append(alert.source()).append(")");
        }
        if (!alert.details().isBlank()) {
            text.append("\n").append(alert.details().strip());
        }
        if (!alert.tags().isEmpty()) {
            text.append("\n")
                    .append(
                            alert.tags().entrySet().stream()
                                    .sorted(java.util.Map.Entry.comparingByKey())
                                    .map(tag -> tag.getKey() + "=" + tag.getValue())
                                    .collect(Collectors.joining(", ")));
        }
        if (!alert.link().isBlank()) {
            text.append("\n").append(alert.link());
        }
        return text.length() <= LONGEST_NOTE
                ? text.toString()
                : cut(text.toString(), LONGEST_NOTE - 1) + "…";
    }

    static String resolved(InboundAlert alert, Duration lasted) {
        return alert.sender() + " says that it is over. It lasted " + Words.length(lasted) + ".";
    }

    static String wouldHaveResolved(InboundAlert alert) {
        return "'"
                + alert.sender()
                + "' says that it is over. It would have been resolved; a person has the wheel.";
    }

    private static String cut(String text, int longest) {
        int end = Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest;
        return text.substring(0, end);
    }
}
