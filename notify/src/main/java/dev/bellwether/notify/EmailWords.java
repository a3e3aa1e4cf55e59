package dev.bellwether.notify;

/// The words of a mail, plain and as calm HTML: no images, no tracking, nothing fetched.
record EmailWords(String plain, String html) {
    private static final String DUPLICATE =
            "This may be the second copy of a mail you have already: we could not be sure that the first one left.";
    private static final String ACKNOWLEDGE =
            "Take it on (opens a page with one button; nothing happens before you press it):";

    static EmailWords of(Transport.Parcel parcel) {
        return new EmailWords(plain(parcel), html(parcel));
    }

    private static String plain(Transport.Parcel parcel) {
        Outbound message = parcel.message();
        var out = new StringBuilder();
        out.append(message.said().title()).append("\n\n");
        if (!message.said().text().isBlank()) {
            out.append(message.said().text().strip()).append("\n\n");
        }
        if (!parcel.acknowledge().isEmpty()) {
            out.append(ACKNOWLEDGE).append('\n').append(parcel.acknowledge()).append("\n\n");
        }
        if (message.possibleDuplicate()) {
            out.append(DUPLICATE).append("\n\n");
        }
        return out.append("-- \nBellwether\n").toString();
    }

    private static String html(Transport.Parcel parcel) {
        Outbound message = parcel.message();
        var out = new StringBuilder();
        out.append(
                """
                <!doctype html>
                <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
                <meta name="color-scheme" content="light dark"></head>
                <body style="font:16px/1.5 system-ui,sans-serif;max-width:36em;margin:1.5em auto;padding:0 1em">
                """);
        out.append("<h1 style=\"font-size:1.25em\">")
                .append(escape(message.said().title()))
                .append("</h1>\n");
        message.said()
                .text()
                .strip()
                .lines()
                .forEach(line -> {
                    if (isAddress(line)) {
                        button(out, line.strip(), "Open");
                    } else if (!line.isBlank()) {
                        out.append("<p>").append(escape(line)).append("</p>\n");
                    }
                });
        if (!parcel.acknowledge().isEmpty()) {
            button(out, parcel.acknowledge(), "Take it on");
            out.append(
                    "<p style=\"color:#667\">It opens a page with one button; nothing happens before you press it.</p>\n");
        }
        if (message.possibleDuplicate()) {
            out.append("<p style=\"color:#667\">").append(DUPLICATE).append("</p>\n");
        }
        return out.append("<p style=\"color:#667\">Bellwether</p>\n</body></html>\n").toString();
    }

    private static void button(StringBuilder out, String url, String label) {
        out.append("<p><a style=\"display:inline-block;padding:.6em 1.2em;border-radius:.4em;")
                .append("background:#1f5fbf;color:#fff;text-decoration:none\" href=\"")
                .append(escape(url))
                .append("\">")
                .append(label)
                .append("</a></p>\n");
    }

    private static boolean isAddress(String line) {
        String text = line.strip();
        return (text.startsWith("https://") || text.startsWith("http://")) && !text.contains(" ");
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
