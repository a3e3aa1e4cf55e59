package dev.bellwether.watch;

import dev.bellwether.model.Actor;
import dev.bellwether.model.Audited;
import dev.bellwether.model.Conflict;
import dev.bellwether.model.IntegrationId;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.NotFound;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.store.Json;
import dev.bellwether.store.Store;
import dev.bellwether.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;

/// Silences: made, changed and ended by people and by `amtool`. One that ended is kept for five
/// days, as Alertmanager keeps it.
public final class Silences {
    static final Duration KEPT = Duration.ofDays(5);
    private static final int MOST = 1_000;

    /// How long what was read counts: thousands of events a second do not each read it. A change
    /// here counts at once on this node.
    private static final Duration FRESH = Duration.ofSeconds(1);

    private static final int MOST_KEPT = 10_000;

    private record Kept(List<Silence> silences, Instant until) {}

    private final Store store;
    private final ConcurrentHashMap<OrganizationId, Kept> kept = new ConcurrentHashMap<>();

    Silences(Store store) {
        this.store = store;
    }

    /// Those that did not end by `now`, as they were read at most [#FRESH] ago.
    List<Silence> lately(OrganizationId organization, Instant now) {
        Kept before = kept.get(organization);
        if (before != null && now.isBefore(before.until())) {
            return before.silences();
        }
        List<Silence> read =
                store.read(sql -> list(sql, organization, dev.bellwether.store.Micros.of(now)));
        if (kept.size() >= MOST_KEPT) {
            kept.clear();
        }
        kept.put(organization, new Kept(read, now.plus(FRESH)));
        return read;
    }

    /// Those that are active, will be, or ended within five days; the one that ends last first.
    public List<Silence> list(OrganizationId organization) {
        return store.read(sql -> list(sql, organization, 0));
    }

    /// @throws NotFound when this organization has no such silence
    public Silence get(OrganizationId organization, String id) {
        return store.read(sql -> find(sql, organization, id))
                .orElseThrow(() -> new NotFound("silence", InboundText.line(id, 60)));
    }

    /// Makes one, or changes the one of that id. One whose meaning changes is ended and made anew.
    ///
    /// @param id of the one to change; empty makes one
    /// @throws InvalidInput naming what is wrong
    /// @throws Conflict when there are [#MOST]
    public Silence save(
            OrganizationId organization,
            Optional<IntegrationId> integration,
            Optional<String> id,
            List<Silence.Matcher> matchers,
            Instant startsAt,
            Instant endsAt,
            String createdBy,
            String comment,
            Actor actor) {
        return store.write(tx -> {
            Silence.require(matchers, startsAt, endsAt, tx.now());
            Optional<Silence> before =
                    id.map(given ->
                            find(tx.sql(), organization, given)
                                    .filter(was -> was.integration().equals(integration))
                                    .orElseThrow(() ->
                                            new NotFound("silence", InboundText.line(given, 60))));
            boolean keeps =
                    before.filter(was -> was.matchers().equals(matchers))
                            .filter(was -> was.endsAt().isAfter(tx.now()))
                            .isPresent();
            if (!keeps) {
                before.filter(was -> was.endsAt().isAfter(tx.now()))
                        .ifPresent(was -> put(tx, ended(was, tx.now())));
                if (list(tx.sql(), organization, 0).size() >= MOST) {
                    throw new Conflict("There are " + MOST + " silences already");
                }
            }
            var silence =
                    new Silence(
                            keeps ? before.get().id() : UUID.randomUUID().toString(),
                            organization,
                            integration,
                            matchers,
                            startsAt.isBefore(tx.now()) && !keeps ? tx.now() : startsAt,
                            endsAt,
                            tx.now(),
                            InboundText.line(createdBy, 100),
                            InboundText.cut(comment, 1_000));
            put(tx, silence);
            tx.afterCommit(() -> kept.remove(organization));
            tx.journal(
                    organization,
                    new Audited(actor, "silence.saved", silence.id(), silence.comment()));
            return silence;
        });
    }

    /// Ends one now.
    ///
    /// @throws NotFound when this organization has no such silence
    /// @throws Conflict when it is over already
    public void end(OrganizationId organization, String id, Actor actor) {
        store.run(tx -> {
            Silence silence =
                    find(tx.sql(), organization, id)
                            .orElseThrow(() -> new NotFound("silence", InboundText.line(id, 60)));
            if (!silence.endsAt().isAfter(tx.now())) {
                throw new Conflict("silence " + id + " already expired");
            }
            put(tx, ended(silence, tx.now()));
            tx.afterCommit(() -> kept.remove(organization));
            tx.journal(organization, new Audited(actor, "silence.ended", id, ""));
        });
    }

    /// Ids of those among `silences` that hold `tags` now.
    static List<String> holding(
            List<Silence> silences,
            IntegrationId integration,
            Map<String, String> tags,
            Instant now) {
        return silences.stream()
                .filter(silence -> silence.isActive(now))
                .filter(silence -> silence.holds(integration, tags))
                .map(Silence::id)
                .toList();
    }

    static List<Silence> active(Handle sql, OrganizationId organization, Instant now) {
        return list(sql, organization, dev.bellwether.store.Micros.of(now)).stream()
                .filter(silence -> silence.isActive(now))
                .toList();
    }

    /// Those that ended before `before` are forgotten.
    static int forget(Tx tx, Instant before) {
        return tx.sql()
                .createUpdate("DELETE FROM inbound_silence WHERE ends_at < :before")
                .bind("before", before)
                .execute();
    }

    private static Silence ended(Silence silence, Instant now) {
        return new Silence(
                silence.id(),
                silence.organization(),
                silence.integration(),
                silence.matchers(),
                silence.startsAt().isAfter(now) ? now : silence.startsAt(),
                now,
                now,
                silence.createdBy(),
                silence.comment());
    }

    private static void put(Tx tx, Silence silence) {
        tx.sql()
                .createUpdate(
                        """
                        INSERT INTO inbound_silence (organization, id, ends_at, body)
                        VALUES (:organization, :id, :ends, :body)
                        ON CONFLICT (organization, id) DO UPDATE
                        SET ends_at = excluded.ends_at, body = excluded.body
                        """)
                .bind("organization", silence.organization())
                .bind("id", silence.id())
                .bind("ends", silence.endsAt())
                .bind("body", Json.write(silence))
                .execute();
    }

    private static Optional<Silence> find(Handle sql, OrganizationId organization, String id) {
        return sql.createQuery(
                        "SELECT body FROM inbound_silence WHERE organization = :organization AND id = :id")
                .bind("organization", organization)
                .bind("id", id)
                .map((row, context) -> Json.read(row.getString(1), Silence.class))
                .findOne();
    }

    private static List<Silence> list(Handle sql, OrganizationId organization, long endsAfter) {
        return sql.createQuery(
                        """
                        SELECT body FROM inbound_silence
                        WHERE organization = :organization AND ends_at > :after
                        ORDER BY ends_at DESC, id LIMIT :most
                        """)
                .bind("organization", organization)
                .bind("after", endsAfter)
                .bind("most", MOST)
                .map((row, context) -> Json.read(row.getString(1), Silence.class))
                .list();
    }
}
