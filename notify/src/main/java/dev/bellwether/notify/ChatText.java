package dev.bellwether.notify;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a message says in a chat.
///
/// @param title one line
/// @param text what is known, in plain lines; may be empty
/// @param link where the reader takes it on; empty when there is nothing to take on
record ChatText(String title, String text, String link) {
    static final String DUPLICATE = "This may be the second copy of a message you have already.";
    static final String TAKE_IT = "Take it on";
    private static final int BUNDLE = 380;
    private static final int LEAST_TITLE = 20;

    static ChatText of(Transport.Parcel parcel) {
        return parcel.inside().isEmpty() ? alone(parcel) : bundle(parcel);
    }

    /// Each by its title, so that none is lost however many there are.
    private static ChatText bundle(Transport.Parcel parcel) {
        int count = parcel.inside().size() + 1;
        int each = Math.max(LEAST_TITLE, BUNDLE / count);
        String titles =
                Stream.concat(Stream.of(parcel.message()), parcel.inside().stream())
                        .map(message ->
                                cut(
                                        message.prefix()
                                                + EmailMessages.oneLine(message.said().title()),
                                        each))
                        .collect(Collectors.joining("; "));
        return new ChatText(count + " messages", titles, parcel.acknowledge());
    }

    private static ChatText alone(Transport.Parcel parcel) {
        Outbound message = parcel.message();
        var lines = new ArrayList<String>();
        if (!message.said().text().isBlank()) {
            lines.add(message.said().text().strip());
        }
        if (message.possibleDuplicate()) {
            lines.add(DUPLICATE);
        }
        return new ChatText(
                message.prefix() + EmailMessages.oneLine(message.said().title()),
                String.join("\n", lines),
                parcel.acknowledge());
    }

    /// The proof in the link, which a button brings back.
    String token() {
        return link.substring(link.lastIndexOf('/') + 1);
    }

    boolean asks() {
        return !link.isEmpty();
    }

    /// Title, text and link, one below the other.
    String whole(int most) {
        var parts = new ArrayList<String>(List.of(title));
        if (!text.isEmpty()) {
            parts.add(text);
        }
        String end = asks() ? "\n\n" + TAKE_IT + ": " + link : "";
        return cut(String.join("\n\n", parts), most - end.length()) + end;
    }

    static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = Math.max(most - 1, 0);
        // Half of a character beyond the basic plane is none.
        return text.substring(
                        0,
                        end > 0 && Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end)
                + "…";
    }
}
