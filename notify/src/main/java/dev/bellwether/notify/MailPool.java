package dev.bellwether.notify;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Connections to the mail server that are kept while there is work. Its callers bound how many
/// there are. One is given up after [#MOST] mails or a short rest: servers limit both.
final class MailPool implements AutoCloseable {
    private static final int MOST = 500;
    private static final Duration REST = Duration.ofSeconds(20);

    private record Open(PipelinedSmtp smtp, int carried, Instant usedAt) {}

    private final Session session;
    private final MailSettings settings;
    private final SmtpSockets sockets;
    private final InstantSource clock;
    private final Deque<Open> idle = new ArrayDeque<>();
    private boolean closed;

    MailPool(Session session, MailSettings settings, Lookup lookup, InstantSource clock) {
        this.session = session;
        this.settings = settings;
        this.sockets = new SmtpSockets(settings, lookup);
        this.clock = clock;
    }

    List<Outcome> carry(List<PipelinedSmtp.Item> items) {
        Open connection;
        try {
            connection = take();
        } catch (IOException e) {
            return all(items, Outcome.tryAgain(EmailAnswers.unreachable(settings, e)));
        } catch (MessagingException e) {
            return all(items, later(EmailAnswers.outcome(e, false)));
        }
        List<Outcome> outcomes = connection.smtp().carry(items);
        giveBack(new Open(connection.smtp(), connection.carried() + items.size(), clock.instant()));
        return outcomes;
    }

    private Open take() throws IOException, MessagingException {
        Instant stale = clock.instant().minus(REST);
        Open kept;
        while ((kept = poll()) != null) {
            if (kept.usedAt().isAfter(stale)) {
                return kept;
            }
            quit(kept);
        }
        return new Open(new PipelinedSmtp(session, sockets.connect()), 0, clock.instant());
    }

    private synchronized @Nullable Open poll() {
        return idle.pollLast();
    }

    private void giveBack(Open connection) {
        synchronized (this) {
            if (!closed && !connection.smtp().isBroken() && connection.carried() < MOST) {
                idle.addLast(connection);
                return;
            }
        }
        quit(connection);
    }

    private static void quit(Open connection) {
        try {
            connection.smtp().close();
        } catch (MessagingException e) {
            return; // it is gone already
        }
    }

    /// A server that does not let us in says nothing about an address.
    private static Outcome later(Outcome outcome) {
        return outcome instanceof Outcome.GiveUp(String why) ? Outcome.tryAgain(why) : outcome;
    }

    private static List<Outcome> all(List<PipelinedSmtp.Item> items, Outcome outcome) {
        return items.stream().map(_ -> outcome).toList();
    }

    @Override
    public void close() {
        List<Open> all;
        synchronized (this) {
            closed = true;
            all = List.copyOf(idle);
            idle.clear();
        }
        all.forEach(MailPool::quit);
    }
}
