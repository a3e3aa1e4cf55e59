package dev.bellwether.notify;

import dev.bellwether.model.Courier;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Writes mails to subscribers as the text that goes over the wire, all of it ASCII: two parts, one
/// plain and one HTML. Text from outside reaches a header only as one line.
///
/// Written by hand, for there are many: composed with the library each cost it dozens of look-ups
/// on the class path.
final class BulkMessages {
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, d MMM uuuu HH:mm:ss xx", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);

    private final InternetAddress from;
    private final InstantSource clock;
    private final String domain;

    BulkMessages(MailSettings settings, InstantSource clock) throws AddressException {
        this.from = EmailMessages.address(settings.from());
        this.clock = clock;
        this.domain = EmailMessages.domain(settings);
    }

    /// @throws AddressException when the reader's address is none
    PipelinedSmtp.Item item(Courier.Mail mail) throws AddressException {
        InternetAddress to = EmailMessages.address(mail.to());
        return new PipelinedSmtp.Item(
                from.getAddress(), to.getAddress(), text(mail, to.getAddress()));
    }

    private String text(Courier.Mail mail, String to) {
        var out =
                new StringBuilder(
                        mail.plain().length()
                                + mail.html().length()
                                + mail.html().length() / 8
                                + 1_500);
        String key = EmailMessages.oneLine(mail.key());
        header(out, "Date", DATE.format(clock.instant()));
        header(out, "From", HeaderText.phrase(mail.sender()) + " <" + from.getAddress() + ">");
        header(out, "To", to);
        header(out, "Message-ID", "<" + key + "@" + domain + ">");
        header(out, "Subject", HeaderText.unstructured(mail.subject()));
        header(out, "Auto-Submitted", "auto-generated");
        header(out, "Bellwether-Delivery", key);
        if (mail.possibleDuplicate()) {
            header(out, "Bellwether-Possible-Duplicate", "yes");
        }
        mail.thread()
                .map(EmailMessages::oneLine)
                .map(thread -> "<" + thread + "@" + domain + ">")
                .ifPresent(thread -> {
                    header(out, "References", thread);
                    header(out, "In-Reply-To", thread);
                });
        mail.unsubscribe()
                .map(EmailMessages::oneLine)
                .ifPresent(link -> {
                    header(out, "List-Unsubscribe", "<" + link + ">");
                    header(out, "List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
                });
        // Quoted-printable never writes `=_`, so no text can hold the boundary.
        String boundary = "=_" + key;
        header(out, "MIME-Version", "1.0");
        header(out, "Content-Type", "multipart/alternative; boundary=\"" + boundary + "\"");
        out.append("\r\n");
        part(out, boundary, "plain", mail.plain());
        part(out, boundary, "html", mail.html());
        return out.append("--").append(boundary).append("--\r\n").toString();
    }

    private static void header(StringBuilder out, String name, String value) {
        out.append(name).append(": ").append(value).append("\r\n");
    }

    private static void part(StringBuilder out, String boundary, String type, String text) {
        out.append("--").append(boundary).append("\r\n");
        header(out, "Content-Type", "text/" + type + "; charset=UTF-8");
        header(out, "Content-Transfer-Encoding", "quoted-printable");
        out.append("\r\n");
        QuotedPrintable.append(out, text);
    }
}
