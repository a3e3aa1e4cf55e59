package dev.bellwether.notify;

import dev.bellwether.model.Courier;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Date;

/// Writes mails to subscribers as the text that goes over the wire, all of it ASCII. Text from
/// outside reaches a header only as one line.
final class BulkMessages {
    private final Session session;
    private final InternetAddress from;
    private final InstantSource clock;
    private final String domain;

    BulkMessages(Session session, MailSettings settings, InstantSource clock)
            throws AddressException {
        this.session = session;
        this.from = EmailMessages.address(settings.from());
        this.clock = clock;
        this.domain = EmailMessages.domain(settings);
    }

    PipelinedSmtp.Item item(Courier.Mail mail) throws MessagingException {
        InternetAddress to = EmailMessages.address(mail.to());
        return new PipelinedSmtp.Item(from.getAddress(), to.getAddress(), text(mail, to));
    }

    private String text(Courier.Mail mail, InternetAddress to) throws MessagingException {
        var message = new EmailMessages.FixedId(session, "<" + mail.key() + "@" + domain + ">");
        try {
            message.setFrom(
                    new InternetAddress(
                            from.getAddress(), EmailMessages.oneLine(mail.sender()), "UTF-8"));
        } catch (UnsupportedEncodingException e) {
            throw new MessagingException("UTF-8 is part of every Java", e);
        }
        message.setRecipient(Message.RecipientType.TO, to);
        message.setSubject(EmailMessages.oneLine(mail.subject()), "UTF-8");
        message.setSentDate(Date.from(clock.instant()));
        message.setHeader("Auto-Submitted", "auto-generated");
        message.setHeader("Bellwether-Delivery", mail.key());
        if (mail.possibleDuplicate()) {
            message.setHeader("Bellwether-Possible-Duplicate", "yes");
        }
        if (mail.thread().isPresent()) {
            String thread = "<" + mail.thread().get() + "@" + domain + ">";
            message.setHeader("References", thread);
            message.setHeader("In-Reply-To", thread);
        }
        if (mail.unsubscribe().isPresent()) {
            message.setHeader("List-Unsubscribe", "<" + mail.unsubscribe().get() + ">");
            message.setHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }
        message.setContent(
                new MimeMultipart(
                        "alternative", part(mail.plain(), "plain"), part(mail.html(), "html")));
        message.saveChanges();
        var bytes = new ByteArrayOutputStream(8_192);
        try {
            message.writeTo(bytes);
        } catch (IOException e) {
            throw new MessagingException("A mail could not be written", e);
        }
        String whole = bytes.toString(StandardCharsets.US_ASCII);
        return whole.endsWith("\r\n") ? whole : whole + "\r\n";
    }

    private static MimeBodyPart part(String text, String type) throws MessagingException {
        var part = new MimeBodyPart();
        part.setText(text.replaceAll("\\r?\\n", "\r\n"), "UTF-8", type);
        return part;
    }
}
