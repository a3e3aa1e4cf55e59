package dev.bellwether.statuspage;

import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.PageId;
import dev.bellwether.store.Json;
import dev.bellwether.store.Micros;
import dev.bellwether.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/// What is told to whom, as rows. Every method is a part of somebody's transaction.
///
/// A fan-out remembers the subscriber it has come to; from there on the next ones are taken, a
/// letter is written for each, leased to whoever took it, all in one transaction. A letter whose
/// lease ran out, or that is to be tried again, is taken before new ones are.
final class FanOutRows {
    /// So that one transaction never walks through all subscribers, should few of them be told.
    private static final int PASSES = 8;

    static final String MAIL = "MAIL";
    static final String POST = "POST";

    private FanOutRows() {}

    static String kind(Subscriber.Mode mode) {
        return mode == Subscriber.Mode.EMAIL ? MAIL : POST;
    }

    /// Begins to tell. False when this was told before.
    static boolean begin(
            Tx tx, OrganizationId organization, PageId page, Announcer.Told told, String id) {
        return tx.sql()
                        .createUpdate(
                                """
                                INSERT INTO fan_out (organization, id, page, subject, update_id, said_at, touched_at, past,
                                                     done, body)
                                VALUES (:o, :id, :page, :subject, :update, :now, :now, '', FALSE, :body)
                                ON CONFLICT (organization, page, update_id) DO NOTHING
                                """)
                        .bind("o", organization)
                        .bind("id", id)
                        .bind("page", page)
                        .bind("subject", told.subject())
                        .bind("update", told.update())
                        .bind("now", tx.now())
                        .bind("body", Json.write(told.announcement()))
                        .execute()
                == 1;
    }

    static Optional<Announcement> announcement(Handle sql, String id) {
        return sql.createQuery("SELECT body FROM fan_out WHERE id = :id")
                .bind("id", id)
                .mapTo(String.class)
                .map(body -> Json.read(body, Announcement.class))
                .findOne();
    }

    /// A letter about the subscription itself. Asking again begins anew.
    static void ask(Tx tx, String subscriber) {
        tx.sql()
                .createUpdate(
                        """
                        INSERT INTO letter (fan_out, subscriber, kind, state, queued_at, due_at, attempt,
                                            possible_duplicate, detail)
                        VALUES (:ask, :s, 'MAIL', 'QUEUED', :now, :now, 0, FALSE, '')
                        ON CONFLICT (fan_out, subscriber) DO UPDATE SET state = 'QUEUED', queued_at = excluded.queued_at,
                            due_at = excluded.due_at, lease_until = NULL, finished_at = NULL, attempt = 0,
                            possible_duplicate = FALSE, detail = ''
                        """)
                .bind("ask", Letter.ASK)
                .bind("s", subscriber)
                .bind("now", tx.now())
                .execute();
    }

    /// Whether there is something to take at `now`.
    static boolean isDue(Handle sql, String kind, String me, Instant now) {
        return isWaiting(sql, kind, me, now)
                || (kind.equals(MAIL)
                        && sql.createQuery("SELECT EXISTS (SELECT 1 FROM fan_out WHERE NOT done)")
                                .mapTo(Boolean.class)
                                .one());
    }

    /// A lease is over when its own holder's clock says so, or was ended because the holder is gone
    /// ([#free]): no two nodes' clocks are compared. (Nodes of a release that did not say who they
    /// were go by the time alone.)
    private static final String RAN_OUT =
            """
            state = 'SENDING' AND lease_until <= :now
            AND (lease_until = 0 OR holder IS NULL OR holder = :me)
            """;

    /// Whether a letter is to be tried again, or its lease ran out.
    private static boolean isWaiting(Handle sql, String kind, String me, Instant now) {
        return sql.createQuery(
                        """
                        SELECT EXISTS (SELECT 1 FROM letter WHERE kind = :kind AND state = 'QUEUED' AND due_at <= :now)
                            OR EXISTS (SELECT 1 FROM letter WHERE kind = :kind AND
                        """
                                + RAN_OUT
                                + ")")
                .bind("kind", kind)
                .bind("me", me)
                .bind("now", now)
                .mapTo(Boolean.class)
                .one();
    }

    /// Where one process has the database alone, leases found at its start belong to a dead one.
    static void freeOrphans(Tx tx) {
        tx.sql()
                .createUpdate("UPDATE letter SET lease_until = 0 WHERE state = 'SENDING'")
                .execute();
    }

    /// Who has letters under way.
    static List<String> holders(Handle sql) {
        return sql.createQuery(
                        """
                        SELECT DISTINCT holder FROM letter
                        WHERE state = 'SENDING' AND lease_until > 0 AND holder IS NOT NULL
                        """)
                .mapTo(String.class)
                .list();
    }

    /// Ends the leases of a node that is gone.
    static void free(Tx tx, String holder) {
        tx.sql()
                .createUpdate(
                        "UPDATE letter SET lease_until = 0 WHERE state = 'SENDING' AND holder = :holder")
                .bind("holder", holder)
                .execute();
    }

    /// @param more whether there may be more to take at once
    record Taken(List<Letter> letters, boolean more) {}

    /// Up to `limit` letters to be sent now, leased. Whoever sends mails goes on through the
    /// subscribers, a bounded number in one transaction; letters for the others wait for them then.
    ///
    /// @param me the node that takes them
    /// @param told what a fan-out tells, by its id
    static Taken take(
            Tx tx,
            String kind,
            int limit,
            String me,
            Duration lease,
            Function<String, Announcement> told) {
        List<Letter> letters = new ArrayList<>();
        if (isWaiting(tx.sql(), kind, me, tx.now())) {
            letters.addAll(again(tx, kind, limit, me, lease));
        }
        boolean more = !letters.isEmpty();
        for (int pass = 0;
                pass < PASSES && kind.equals(MAIL) && letters.size() * 2 < limit;
                pass++) {
            Optional<Open> open = nextOpen(tx);
            if (open.isEmpty()) {
                return new Taken(letters, more);
            }
            more = true;
            Announcement news = told.apply(open.get().id());
            letters.addAll(fresh(tx, open.get(), news, kind, limit - letters.size(), me, lease));
        }
        return new Taken(letters, more);
    }

    private static List<Letter> again(Tx tx, String kind, int limit, String me, Duration lease) {
        record Due(String fanOut, String subscriber, int attempt, boolean dup, Instant queuedAt) {}
        var due = new ArrayList<Due>();
        for (String which :
                List.of("state = 'QUEUED' AND due_at <= :now ORDER BY due_at", RAN_OUT)) {
            if (due.size() < limit) {
                due.addAll(
                        tx.sql()
                                .createQuery(
                                        """
                                        UPDATE letter SET possible_duplicate = (possible_duplicate OR state = 'SENDING'),
                                            state = 'SENDING', lease_until = :lease, holder = :me, attempt = attempt + 1
                                        WHERE (fan_out, subscriber) IN (
                                            SELECT fan_out, subscriber FROM letter WHERE kind = :kind AND
                                        """
                                                + which
                                                + " LIMIT :limit "
                                                + tx.skipLocked()
                                                + ") RETURNING *")
                                .bind("lease", tx.now().plus(lease))
                                .bind("me", me)
                                .bind("kind", kind)
                                .bind("now", tx.now())
                                .bind("limit", limit - due.size())
                                .map((rs, _) ->
                                        new Due(
                                                rs.getString("fan_out"),
                                                rs.getString("subscriber"),
                                                rs.getInt("attempt"),
                                                rs.getBoolean("possible_duplicate"),
                                                Micros.toInstant(rs.getLong("queued_at"))))
                                .list());
            }
        }
        if (due.isEmpty()) {
            return List.of();
        }
        Map<String, SubscriberRow> rows = new HashMap<>();
        tx.sql()
                .createQuery("SELECT * FROM subscriber WHERE id IN (<ids>)")
                .bindList("ids", due.stream().map(Due::subscriber).distinct().toList())
                .map(SubscriberRow.ROW)
                .forEach(row -> rows.put(row.subscriber().id(), row));
        var letters = new ArrayList<Letter>();
        for (Due one : due) {
            SubscriberRow row = rows.get(one.subscriber());
            if (row != null && isWanted(one.fanOut(), row)) {
                letters.add(
                        new Letter(one.fanOut(), row, one.attempt(), one.dup(), one.queuedAt()));
            } else {
                finish(tx, one.fanOut(), one.subscriber(), one.attempt(), "CANCELLED", "they left");
            }
        }
        return letters;
    }

    private static boolean isWanted(String fanOut, SubscriberRow row) {
        return fanOut.equals(Letter.ASK) || row.subscriber().state() == Subscriber.State.ACTIVE;
    }

    private record Open(
            String id, OrganizationId organization, PageId page, String past, Instant saidAt) {}

    /// The fan-out that has waited longest, of each page the oldest first; locked.
    private static Optional<Open> nextOpen(Tx tx) {
        return tx.sql()
                .createQuery(
                        """
                        UPDATE fan_out SET touched_at = :now WHERE NOT done AND id IN (
                            SELECT id FROM fan_out WHERE NOT done AND NOT EXISTS (
                                SELECT 1 FROM fan_out older WHERE older.page = fan_out.page AND NOT older.done
                                  AND (older.said_at < fan_out.said_at
                                       OR (older.said_at = fan_out.said_at AND older.id < fan_out.id)))
                            ORDER BY touched_at, id LIMIT 1)
                        RETURNING id, organization, page, past, said_at
                        """)
                .bind("now", tx.now())
                .map((rs, _) ->
                        new Open(
                                rs.getString("id"),
                                new OrganizationId(rs.getString("organization")),
                                new PageId(rs.getString("page")),
                                rs.getString("past"),
                                Micros.toInstant(rs.getLong("said_at"))))
                .findOne();
    }

    /// Goes on through the subscribers. Letters of the other kind that are met on the way are left
    /// for whoever sends those.
    private static List<Letter> fresh(
            Tx tx,
            Open open,
            Announcement told,
            String kind,
            int limit,
            String me,
            Duration lease) {
        List<SubscriberRow> next =
                tx.sql()
                        .createQuery(
                                """
                                SELECT * FROM subscriber
                                WHERE page = :page AND state = 'ACTIVE' AND id > :past AND confirmed_at <= :said
                                ORDER BY id LIMIT :limit
                                """)
                        .bind("page", open.page())
                        .bind("past", open.past())
                        .bind("said", open.saidAt())
                        .bind("limit", limit)
                        .map(SubscriberRow.ROW)
                        .list();
        var mine = new ArrayList<Letter>();
        var batch =
                tx.sql()
                        .prepareBatch(
                                """
                                INSERT INTO letter (fan_out, subscriber, kind, state, queued_at, due_at, lease_until,
                                                    holder, attempt, possible_duplicate, detail)
                                VALUES (:fanOut, :s, :kind, :state, :now, :now, :lease, :me, :attempt, FALSE, '')
                                ON CONFLICT (fan_out, subscriber) DO NOTHING
                                """);
        boolean any = false;
        for (SubscriberRow row : next) {
            Subscriber s = row.subscriber();
            if (!told.isFor(s.mode(), s.components())) {
                continue;
            }
            boolean now = kind(s.mode()).equals(kind);
            batch.bind("fanOut", open.id())
                    .bind("s", s.id())
                    .bind("kind", kind(s.mode()))
                    .bind("state", now ? "SENDING" : "QUEUED")
                    .bind("now", tx.now())
                    .bind("lease", now ? Micros.of(tx.now().plus(lease)) : null)
                    .bind("me", now ? me : null)
                    .bind("attempt", now ? 1 : 0)
                    .add();
            any = true;
            if (now) {
                mine.add(new Letter(open.id(), row, 1, false, tx.now()));
            }
        }
        if (any) {
            batch.execute();
        }
        tx.sql()
                .createUpdate("UPDATE fan_out SET past = :past, done = :done WHERE id = :id")
                .bind("past", next.isEmpty() ? open.past() : next.getLast().subscriber().id())
                .bind("done", next.size() < limit)
                .bind("id", open.id())
                .execute();
        return mine;
    }

    /// Writes what came of letters that were taken together. One whose lease was lost meanwhile is
    /// somebody else's by now.
    static void record(
            Tx tx, List<Letter> letters, List<LetterFate> fates, SubscriberSettings settings) {
        var batch =
                tx.sql()
                        .prepareBatch(
                                """
                                UPDATE letter SET state = :state, due_at = :due, lease_until = NULL, finished_at = :finished,
                                    possible_duplicate = (possible_duplicate OR :arrived), detail = :detail
                                WHERE fan_out = :fanOut AND subscriber = :s AND attempt = :attempt AND state = 'SENDING'
                                """);
        for (int i = 0; i < letters.size(); i++) {
            Letter letter = letters.get(i);
            Subscriber to = letter.to().subscriber();
            batch.bind("fanOut", letter.fanOut())
                    .bind("s", to.id())
                    .bind("attempt", letter.attempt());
            switch (fates.get(i)) {
                case LetterFate.Delivered(String receipt) ->
                        batch.bind("state", "DELIVERED")
                                .bind("due", tx.now())
                                .bind("finished", Micros.of(tx.now()))
                                .bind("arrived", false)
                                .bind("detail", receipt);
                case LetterFate.Again(Instant due, boolean arrived, String why) ->
                        batch.bind("state", "QUEUED")
                                .bind("due", due)
                                .bind("finished", (Long) null)
                                .bind("arrived", arrived)
                                .bind("detail", why);
                case LetterFate.Failed(_, _, String why) ->
                        batch.bind("state", "FAILED")
                                .bind("due", tx.now())
                                .bind("finished", Micros.of(tx.now()))
                                .bind("arrived", false)
                                .bind("detail", why);
            }
            batch.add();
        }
        batch.execute();
        for (int i = 0; i < letters.size(); i++) {
            reputation(tx, letters.get(i), fates.get(i), settings);
        }
    }

    /// What the answer says about the address.
    private static void reputation(
            Tx tx, Letter letter, LetterFate fate, SubscriberSettings settings) {
        Subscriber to = letter.to().subscriber();
        switch (fate) {
            case LetterFate.Delivered _ -> {
                if (to.failures() > 0) {
                    SubscriberRows.reached(tx, to.id());
                }
            }
            case LetterFate.Again _ -> {
                // Says nothing yet.
            }
            case LetterFate.Failed(boolean refused, boolean gone, String why) -> {
                if (refused) {
                    SubscriberRows.refused(tx, to.id(), why);
                    if (gone || to.failures() + 1 >= settings.refusals()) {
                        SubscriberRows.quarantine(
                                tx, to.id(), tx.now().plus(settings.purgeAfter()));
                    }
                }
            }
        }
    }

    private static void finish(
            Tx tx, String fanOut, String subscriber, int attempt, String state, String why) {
        tx.sql()
                .createUpdate(
                        """
                        UPDATE letter SET state = :state, finished_at = :now, lease_until = NULL, detail = :why
                        WHERE fan_out = :f AND subscriber = :s AND attempt = :attempt
                        """)
                .bind("state", state)
                .bind("now", tx.now())
                .bind("why", why)
                .bind("f", fanOut)
                .bind("s", subscriber)
                .bind("attempt", attempt)
                .execute();
    }
}
