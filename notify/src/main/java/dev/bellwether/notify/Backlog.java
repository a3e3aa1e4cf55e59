package dev.bellwether.notify;

import dev.bellwether.model.ContactMethod;
import dev.bellwether.model.DeliveryChanged;
import dev.bellwether.model.DeliveryId;
import dev.bellwether.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What an address could not be told while its channel was down: one message, which grows until the
/// channel is back and then tells all of it. Each page meanwhile goes on to the next method at
/// once.
final class Backlog {
    private static final Duration FIRST_TRY = Duration.ofMinutes(1);
    private static final int MOST_LINES = 40;
    private static final DateTimeFormatter AT =
            DateTimeFormatter.ofPattern("d MMM HH:mm 'UTC'", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);

    private Backlog() {}

    /// Keeps that `missed` could not be told by `method`.
    static void keep(Tx tx, Outbox outbox, Outbound missed, ContactMethod method) {
        Optional<Outbound> kept =
                waiting(tx, method).stream()
                        .filter(message -> message.organization().equals(missed.organization()))
                        .filter(message -> message.contact().address().equals(method.address()))
                        .findFirst();
        String line = AT.format(missed.said().queuedAt()) + "  " + missed.said().title();
        if (kept.isPresent()) {
            Outbound grown = kept.get();
            outbox.save(
                    tx,
                    grown.saying(
                            title(method, count(grown.said().text()) + 1),
                            grow(grown.said().text(), line)));
            return;
        }
        Instant due = tx.now().plus(FIRST_TRY);
        Outbound made =
                Outbound.queued(
                                new DeliveryId("backlog-" + tx.newId()),
                                missed.organization(),
                                Delivery.Kind.BACKLOG,
                                Optional.empty(),
                                Optional.empty(),
                                missed.said().person(),
                                List.of(method),
                                title(method, 1),
                                line,
                                tx.now())
                        .notBefore(due);
        outbox.add(tx, made);
        tx.journal(
                made.organization(),
                Decision.fact(made, DeliveryChanged.State.QUEUED, "until the channel is back"));
    }

    private static String title(ContactMethod method, int count) {
        return count
                + (count == 1 ? " page" : " pages")
                + " could not be told by "
                + method.channel().title()
                + " while it was down";
    }

    /// Pure: one more line, or the count of those that have none.
    static String grow(String text, String line) {
        List<String> lines = text.lines().toList();
        if (lines.size() < MOST_LINES) {
            return text + "\n" + line;
        }
        List<String> shown = lines.subList(0, MOST_LINES - 1);
        return String.join("\n", shown) + "\nand " + (count(text) + 1 - shown.size()) + " more";
    }

    /// How many pages the text tells of.
    static int count(String text) {
        List<String> lines = text.lines().toList();
        String last = lines.isEmpty() ? "" : lines.getLast();
        return last.matches("and \\d+ more")
                ? lines.size() - 1 + Integer.parseInt(last.replaceAll("\\D", ""))
                : lines.size();
    }

    private static List<Outbound> waiting(Tx tx, ContactMethod method) {
        return tx.sql()
                .createQuery(
                        """
                        UPDATE delivery SET state = state
                        WHERE channel = :channel AND target = :target AND state = 'QUEUED' AND id LIKE 'backlog-%'
                        RETURNING body
                        """)
                .bind("channel", method.channel().name())
                .bind("target", Targets.of(method))
                .map(Outbox.MESSAGE)
                .list();
    }
}
