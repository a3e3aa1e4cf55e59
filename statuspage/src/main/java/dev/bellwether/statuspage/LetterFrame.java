package dev.bellwether.statuspage;

/// The HTML around the words of a mail.
final class LetterFrame {
    private final StringBuilder out = new StringBuilder();

    private LetterFrame() {}

    /// @param body HTML that can do no harm
    static LetterFrame of(String language, String page, String title, String body) {
        var frame = new LetterFrame();
        frame.out
                .append("<!doctype html>\n<html lang=\"")
                .append(Xml.text(language))
                .append(
                        """
                        "><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
                        <meta name="color-scheme" content="light dark"></head>
                        <body style="font:16px/1.5 system-ui,sans-serif;max-width:36em;margin:1.5em auto;padding:0 1em">
                        <p style="margin:0;color:#667">\
                        """)
                .append(Xml.text(page))
                .append("</p>\n<h1 style=\"font-size:1.3em;margin:.2em 0 .6em\">")
                .append(Xml.text(title))
                .append("</h1>\n")
                .append(body);
        return frame;
    }

    LetterFrame button(String url, String label) {
        out.append("<p><a style=\"display:inline-block;padding:.6em 1.2em;border-radius:.4em;")
                .append("background:#1f5fbf;color:#fff;text-decoration:none\" href=\"")
                .append(Xml.text(url))
                .append("\">")
                .append(Xml.text(label))
                .append("</a></p>\n");
        return this;
    }

    /// The end of a mail that many get.
    ///
    /// @param why HTML
    String foot(String why, String manage, String manageLabel, String leave, String leaveLabel) {
        return out.append("<hr style=\"border:0;border-top:1px solid #8884\">\n")
                .append("<p style=\"color:#667;font-size:.85em\">")
                .append(why)
                .append("<br><a href=\"")
                .append(manage)
                .append("\">")
                .append(Xml.text(manageLabel))
                .append("</a> · <a href=\"")
                .append(leave)
                .append("\">")
                .append(Xml.text(leaveLabel))
                .append("</a></p>\n</body></html>\n")
                .toString();
    }

    /// The end of a mail that one gets.
    String end(String small) {
        return out.append("<p style=\"color:#667;font-size:.85em\">")
                .append(Xml.text(small))
                .append("</p>\n</body></html>\n")
                .toString();
    }
}
