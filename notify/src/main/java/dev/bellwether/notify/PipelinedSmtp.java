package dev.bellwether.notify;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/// Many mails over one connection, each in one round trip (RFC 2920): the end of one mail and the
/// envelope of the next go together, where the server says that it can. Signing in and encryption
/// are the library's.
///
/// A mail is text in ASCII whose last line ends in CRLF.
final class PipelinedSmtp extends SMTPTransport {
    private static final int GO_ON = 354;
    private static final int OK = 250;
    private static final int CLOSING = 421;

    /// One mail and where it goes.
    record Item(String from, String to, String text) {}

    /// What the server said to each of the three, in order.
    private record Envelope(int mail, int rcpt, int data, String why) {
        boolean isOpen() {
            return data == GO_ON;
        }

        boolean isGood() {
            return isOpen() && mail == OK && (rcpt == OK || rcpt == 251);
        }

        int refusal() {
            return mail != OK ? mail : rcpt != OK && rcpt != 251 ? rcpt : data;
        }
    }

    private boolean broken;

    /// While the library's stream is asked for: `DATA` has been said and answered before.
    private boolean opening;

    PipelinedSmtp(Session session, Socket socket) throws MessagingException {
        super(session, new URLName("smtp", null, -1, null, null, null));
        connect(socket);
    }

    /// Whether it can carry no more.
    boolean isBroken() {
        return broken;
    }

    /// What came of each, in order. A connection that breaks leaves those that were not handed over
    /// to be tried again.
    synchronized List<Outcome> carry(List<Item> items) {
        var outcomes = new ArrayList<Outcome>(items.size());
        boolean together = supportsExtension("PIPELINING");
        boolean handedOver = false;
        try {
            Envelope next = together ? sent(items.getFirst()) : oneByOne(items.getFirst());
            for (int i = 0; i < items.size(); i++) {
                Envelope envelope = next;
                boolean more = i + 1 < items.size();
                if (envelope.isOpen()) {
                    handedOver = envelope.isGood();
                    if (handedOver) {
                        write(items.get(i).text());
                    }
                    sendCommand(".");
                } else {
                    sendCommand("RSET");
                }
                if (more && together) {
                    send(items.get(i + 1));
                }
                int code = readServerResponse();
                String said = line();
                outcomes.add(
                        handedOver
                                ? ofText(code, said)
                                : ofCode(envelope.refusal(), envelope.why()));
                handedOver = false;
                if (code == CLOSING || code < 0) {
                    throw new MessagingException("the mail server closes: " + said);
                }
                if (more) {
                    next = together ? read() : oneByOne(items.get(i + 1));
                }
            }
        } catch (MessagingException | RuntimeException e) {
            broken = true;
            String why = EmailAnswers.line(e.getMessage());
            if (outcomes.size() < items.size() && handedOver) {
                outcomes.add(Outcome.mayHaveArrived(why));
            }
            while (outcomes.size() < items.size()) {
                outcomes.add(Outcome.tryAgain(why));
            }
        }
        return outcomes;
    }

    private Envelope sent(Item item) throws MessagingException {
        send(item);
        return read();
    }

    private void send(Item item) throws MessagingException {
        sendCommand(mail(item));
        sendCommand(rcpt(item));
        sendCommand("DATA");
    }

    private Envelope read() throws MessagingException {
        int mail = checked(readServerResponse());
        String why = line();
        int rcpt = checked(readServerResponse());
        why = mail == OK ? line() : why;
        int data = checked(readServerResponse());
        boolean refused = mail != OK || (rcpt != OK && rcpt != 251);
        return new Envelope(mail, rcpt, data, refused ? why : line());
    }

    private Envelope oneByOne(Item item) throws MessagingException {
        int mail = told(mail(item));
        if (mail != OK) {
            return new Envelope(mail, mail, mail, line());
        }
        int rcpt = told(rcpt(item));
        if (rcpt != OK && rcpt != 251) {
            return new Envelope(mail, rcpt, rcpt, line());
        }
        int data = told("DATA");
        return new Envelope(mail, rcpt, data, line());
    }

    private int told(String command) throws MessagingException {
        sendCommand(command);
        return checked(readServerResponse());
    }

    private static int checked(int code) throws MessagingException {
        if (code < 0 || code == CLOSING) {
            throw new MessagingException("the mail server closed the connection");
        }
        return code;
    }

    private String line() {
        return EmailAnswers.line(getLastServerResponse());
    }

    private static String mail(Item item) {
        return "MAIL FROM:<" + item.from() + ">";
    }

    private static String rcpt(Item item) {
        return "RCPT TO:<" + item.to() + ">";
    }

    private static Outcome ofText(int code, String said) {
        return code < 0 ? Outcome.mayHaveArrived("the answer did not come") : ofCode(code, said);
    }

    private static Outcome ofCode(int code, String said) {
        if (code >= 200 && code < 300) {
            return new Outcome.Delivered(said);
        }
        return code >= 500 ? new Outcome.GiveUp(said) : Outcome.tryAgain(said);
    }

    /// The library's stream doubles the dots at the beginning of lines (RFC 5321, 4.5.2).
    private void write(String text) throws MessagingException {
        try {
            opening = true;
            OutputStream body = data();
            opening = false;
            body.write(text.getBytes(StandardCharsets.US_ASCII));
            body.flush();
        } catch (IOException e) {
            throw new MessagingException("the mail could not be handed over", e);
        }
    }

    @Override
    protected void sendCommand(String command) throws MessagingException {
        if (!opening) {
            super.sendCommand(command);
        }
    }

    @Override
    protected int readServerResponse() throws MessagingException {
        return opening ? GO_ON : super.readServerResponse();
    }
}
