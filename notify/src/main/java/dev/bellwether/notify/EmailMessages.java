package dev.bellwether.notify;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.time.InstantSource;
import java.util.Date;

/// Writes the mail of a message. Its Message-ID is made from the delivery and the contact method,
/// so that a mail that is sent twice can be known as one; mails of one incident stand in one thread
/// (RFC 5322, 3.6.4). `Auto-Submitted` (RFC 3834) keeps holiday notices from answering. Text from
/// outside reaches a header only as one line.
final class EmailMessages {
    private static final int LONGEST_SUBJECT = 200;

    private final Session session;
    private final MailSettings settings;
    private final InstantSource clock;
    private final String domain;

    EmailMessages(Session session, MailSettings settings, InstantSource clock) {
        this.session = session;
        this.settings = settings;
        this.clock = clock;
        this.domain = domain(settings);
    }

    MimeMessage compose(Transport.Parcel parcel, InternetAddress to) throws MessagingException {
        Outbound message = parcel.message();
        var mail = new FixedId(session, "<" + parcel.key() + "@" + domain + ">");
        mail.setFrom(address(settings.from()));
        mail.setRecipient(Message.RecipientType.TO, to);
        mail.setSubject(subject(message), "UTF-8");
        mail.setSentDate(Date.from(clock.instant()));
        mail.setHeader("Auto-Submitted", "auto-generated");
        mail.setHeader("Bellwether-Delivery", message.id().value());
        mail.setHeader("Bellwether-Kind", message.kind().name().toLowerCase(java.util.Locale.ROOT));
        if (message.possibleDuplicate()) {
            mail.setHeader("Bellwether-Possible-Duplicate", "yes");
        }
        if (message.isUrgent()) {
            mail.setHeader("Importance", "high");
        }
        if (message.said().incident().isPresent()) {
            String thread =
                    "<incident-" + message.said().incident().get().value() + "@" + domain + ">";
            mail.setHeader("References", thread);
            mail.setHeader("In-Reply-To", thread);
        }
        var words = EmailWords.of(parcel);
        var plain = new MimeBodyPart();
        plain.setText(words.plain(), "UTF-8", "plain");
        var html = new MimeBodyPart();
        html.setText(words.html(), "UTF-8", "html");
        mail.setContent(new MimeMultipart("alternative", plain, html));
        mail.saveChanges();
        return mail;
    }

    /// One address, strictly read.
    static InternetAddress address(String text) throws AddressException {
        var address = new InternetAddress(text, true);
        address.validate();
        return address;
    }

    /// What stands behind the `@` of the sender, for names that must be ours.
    static String domain(MailSettings settings) {
        String from = settings.from();
        String domain = from.substring(from.lastIndexOf('@') + 1).replaceAll("[^A-Za-z0-9.-]", "");
        return domain.isEmpty() ? "localhost" : domain;
    }

    private static String subject(Outbound message) {
        String mark = message.possibleDuplicate() ? "[possible duplicate] " : "";
        String line = oneLine(mark + message.prefix() + message.said().title());
        return line.length() <= LONGEST_SUBJECT
                ? line
                : line.substring(0, LONGEST_SUBJECT - 1) + "…";
    }

    static String oneLine(String text) {
        return text.replaceAll("[\\p{Cntrl}\u2028\u2029]+", " ").strip();
    }

    /// Keeps the Message-ID we gave it.
    private static final class FixedId extends MimeMessage {
        private final String id;

        FixedId(Session session, String id) {
            super(session);
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
        }
    }
}
