package dev.bellwether.notify;

import dev.bellwether.model.Channel;
import jakarta.mail.Authenticator;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.net.Socket;
import java.time.InstantSource;
import java.util.Properties;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;

/// Mail over SMTP (RFC 5321). A `4yz` answer or a connection that does not come about means later,
/// a `5yz` answer means never; silence after the text was handed over means that it may have
/// arrived.
final class EmailTransport implements Transport {
    private final MailSettings settings;
    private final EmailMessages messages;
    private final SmtpSockets sockets;
    private final Session session;

    EmailTransport(MailSettings settings, InstantSource clock, Lookup lookup) {
        this(settings, clock, lookup, (SSLSocketFactory) SSLSocketFactory.getDefault());
    }

    /// @param tls knows whom to trust
    EmailTransport(
            MailSettings settings, InstantSource clock, Lookup lookup, SSLSocketFactory tls) {
        this.settings = settings;
        this.sockets = new SmtpSockets(settings, lookup, tls);
        this.session = session(settings);
        session.getProperties().put("mail.smtp.ssl.socketFactory", tls);
        this.messages = new EmailMessages(session, settings, clock);
    }

    @Override
    public Channel channel() {
        return Channel.EMAIL;
    }

    @Override
    public int parallel() {
        return settings.parallel();
    }

    @Override
    public int parallelPerTarget() {
        return Math.max(1, settings.parallel() / 2);
    }

    @Override
    public Outcome send(Parcel parcel) {
        MimeMessage mail;
        InternetAddress to;
        try {
            to = EmailMessages.address(parcel.message().contact().address());
            if (!parcel.reader().isEmpty()) {
                to.setPersonal(EmailMessages.oneLine(parcel.reader()), "UTF-8");
            }
            mail = messages.compose(parcel, to);
        } catch (MessagingException | UnsupportedEncodingException e) {
            return new Outcome.GiveUp("the mail cannot be written: " + e.getMessage());
        }
        boolean handedOver = false;
        try (Socket socket = sockets.connect();
                var transport =
                        new SMTPTransport(
                                session, new URLName("smtp", null, -1, null, null, null))) {
            transport.connect(socket);
            handedOver = true;
            transport.sendMessage(mail, new InternetAddress[] {to});
            return new Outcome.Delivered(EmailAnswers.says(transport.getLastServerResponse()));
        } catch (IOException e) {
            return Outcome.tryAgain(EmailAnswers.unreachable(settings, e));
        } catch (MessagingException e) {
            return EmailAnswers.outcome(e, handedOver);
        }
    }

    @Override
    public void close() {
        // A connection lives as long as its mail.
    }

    /// How the library is to talk to the server.
    static Session session(MailSettings settings) {
        return Session.getInstance(properties(settings), authenticator(settings));
    }

    private static Properties properties(MailSettings settings) {
        var properties = new Properties();
        boolean encrypt = settings.security() == MailSettings.Security.STARTTLS;
        properties.put("mail.smtp.host", settings.host());
        properties.put("mail.smtp.port", Integer.toString(settings.port()));
        properties.put("mail.smtp.localhost", EmailMessages.domain(settings));
        properties.put("mail.smtp.starttls.enable", Boolean.toString(encrypt));
        properties.put("mail.smtp.starttls.required", Boolean.toString(encrypt));
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
        properties.put("mail.smtp.auth", Boolean.toString(settings.user().isPresent()));
        settings.user().ifPresent(user -> properties.put("mail.smtp.user", user));
        properties.put("mail.smtp.quitwait", "false");
        properties.put("mail.mime.address.strict", "true");
        return properties;
    }

    private static @Nullable Authenticator authenticator(MailSettings settings) {
        if (settings.user().isEmpty()) {
            return null;
        }
        return new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                return new PasswordAuthentication(
                        settings.user().get(), settings.password().orElse(""));
            }
        };
    }
}
