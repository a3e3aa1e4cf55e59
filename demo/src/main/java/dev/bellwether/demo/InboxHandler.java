package dev.bellwether.demo;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Properties;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// The mailbox as pages: a list that renews itself without a script, and each mail as its plain
/// text, with its links. What a mail brings as HTML is not shown: it comes from outside.
final class InboxHandler extends Handler.Abstract {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);
    private static final Session SESSION = Session.getInstance(new Properties());

    private final SmtpSink sink;

    InboxHandler(SmtpSink sink) {
        this.sink = sink;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        String path = Request.getPathInContext(request);
        if (path.equals("/") || path.equals("/inbox")) {
            WorldHandler.write(response, callback, 200, "text/html", list());
            return true;
        }
        if (!path.matches("/inbox/\\d{1,9}")) {
            return false;
        }
        int number = Integer.parseInt(path.substring("/inbox/".length()));
        var mail = sink.mails().stream().filter(m -> m.number() == number).findFirst();
        if (mail.isEmpty()) {
            return false;
        }
        WorldHandler.write(response, callback, 200, "text/html", one(mail.get()));
        return true;
    }

    private String list() {
        var rows = new StringBuilder();
        for (ReceivedMail mail : sink.mails()) {
            rows.append("<tr><td>")
                    .append(TIME.format(mail.at()))
                    .append("</td><td>")
                    .append(escape(mail.to()))
                    .append("</td><td><a href=\"/inbox/")
                    .append(mail.number())
                    .append("\">")
                    .append(escape(subject(mail)))
                    .append("</a></td></tr>\n");
        }
        String table =
                rows.isEmpty()
                        ? "<p>No mail yet. The first one comes within a minute.</p>"
                        : "<table><thead><tr><th>Time (UTC)</th><th>To</th><th>Subject</th></tr></thead><tbody>"
                                + rows
                                + "</tbody></table>";
        return page(
                "Inbox", "<meta http-equiv=\"refresh\" content=\"3\">", "<h1>Inbox</h1>" + table);
    }

    private static String one(ReceivedMail mail) {
        String text = escape(text(mail)).replaceAll("(https?://[^\\s<]+)", "<a href=\"$1\">$1</a>");
        return page(
                subject(mail),
                "",
                "<p><a href=\"/inbox\">Back to the inbox</a></p><h1>"
                        + escape(subject(mail))
                        + "</h1><p>To "
                        + escape(mail.to())
                        + ", "
                        + TIME.format(mail.at())
                        + " UTC</p><pre>"
                        + text
                        + "</pre>");
    }

    private static String page(String title, String head, String body) {
        return """
        <!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
        <meta name="color-scheme" content="light dark">%s<title>%s</title><style>
        body{font:16px/1.5 system-ui,sans-serif;max-width:60em;margin:1.5em auto;padding:0 1em}
        table{border-collapse:collapse;width:100%%}td,th{text-align:left;padding:.4em .8em .4em 0;border-bottom:1px solid #8884}
        pre{white-space:pre-wrap;font:inherit}</style></head><body>%s
        <p><small>The inbox of a simulated world. Nothing here was sent to anybody.</small></p></body></html>
        """
                .formatted(head, escape(title), body);
    }

    static String subject(ReceivedMail mail) {
        try {
            String subject = parse(mail).getSubject();
            return subject == null || subject.isBlank() ? "(no subject)" : subject;
        } catch (MessagingException e) {
            return "(unreadable)";
        }
    }

    private static String text(ReceivedMail mail) {
        try {
            return plain(parse(mail));
        } catch (MessagingException | IOException e) {
            return "(unreadable)";
        }
    }

    private static String plain(Part part) throws MessagingException, IOException {
        Object content = part.getContent();
        if (content instanceof Multipart many) {
            return many.getCount() == 0 ? "" : plain(many.getBodyPart(0));
        }
        return content.toString();
    }

    private static MimeMessage parse(ReceivedMail mail) throws MessagingException {
        return new MimeMessage(
                SESSION, new ByteArrayInputStream(mail.raw().getBytes(StandardCharsets.UTF_8)));
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
