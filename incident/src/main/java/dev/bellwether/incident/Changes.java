package dev.bellwether.incident;

import dev.bellwether.model.Actor;
import dev.bellwether.model.Change;
import dev.bellwether.model.ChangeId;
import dev.bellwether.model.ChangeRecorded;
import dev.bellwether.model.Fact;
import dev.bellwether.model.Incident;
import dev.bellwether.model.NotFound;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.Slice;
import dev.bellwether.store.Documents;
import dev.bellwether.store.Line;
import dev.bellwether.store.Micros;
import dev.bellwether.store.Store;
import dev.bellwether.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/// What we did: deploys, rollouts, edits of configuration. Each may be why something broke.
public final class Changes {
    /// How long before the beginning of an incident a change is listed with it.
    public static final Duration BEFORE = Duration.ofHours(4);

    /// The most changes that are listed with one incident.
    public static final int MOST_BEFORE = 50;

    private static final int MOST_SERVICES = 100;
    private static final int MOST_ABOUT = 1_000;
    private static final Documents<Change> CHANGES = Documents.in("change_made", Change.class);

    /// What [#madeElsewhere] takes.
    static final Set<Class<? extends Fact>> CONCERNS = Set.of(ChangeRecorded.class);

    private final Store store;

    Changes(Store store) {
        this.store = store;
    }

    /// Makes a change known.
    ///
    /// @throws dev.bellwether.model.InvalidInput naming everything that is wrong
    public Change record(OrganizationId organization, NewChange what, Actor actor) {
        return store.write(tx -> {
            rules(what, tx.now())
                    .known(
                            tx,
                            organization,
                            what.services().size() > MOST_SERVICES ? Set.of() : what.services(),
                            "services")
                    .refuse();
            var change =
                    new Change(
                            new ChangeId(tx.newId()),
                            organization,
                            what.kind(),
                            what.title().strip(),
                            what.detail().orElse(""),
                            what.at().orElse(tx.now()),
                            what.services(),
                            what.source().orElse(actor.name()),
                            what.link());
            add(tx, change);
            tx.journal(organization, new ChangeRecorded(change, actor));
            return change;
        });
    }

    /// Another room made a change known with what it changed, such as a flag.
    static void madeElsewhere(Tx tx, Line line) {
        if (line.fact() instanceof ChangeRecorded(var change, _)) {
            add(tx, change);
        }
    }

    static void add(Tx tx, Change change) {
        CHANGES.row(change.organization(), change.id(), change)
                .with("made_at", change.at())
                .save(tx.sql());
    }

    static Optional<Change> find(Handle sql, OrganizationId organization, ChangeId id) {
        return CHANGES.find(sql, organization, id);
    }

    /// What was done in the day before a release was first seen, or within the hour after.
    static List<Change> about(Handle sql, OrganizationId organization, Instant seen) {
        return CHANGES.select(
                sql,
                organization,
                "AND made_at >= :from AND made_at <= :until ORDER BY made_at DESC, id DESC",
                Map.of(
                        "from", Micros.of(seen.minus(Duration.ofDays(1))),
                        "until", Micros.of(seen.plus(Duration.ofHours(1)))),
                MOST_ABOUT);
    }

    /// @throws NotFound when the organization has none of that id
    public Change get(OrganizationId organization, ChangeId id) {
        return store.read(sql -> CHANGES.find(sql, organization, id))
                .orElseThrow(() -> new NotFound("change", id.value()));
    }

    /// All of them, the newest first.
    ///
    /// @param cursor the `next` of the slice before; empty begins
    /// @param limit 1 to 200
    public Slice<Change> list(OrganizationId organization, Optional<String> cursor, int limit) {
        int most = Cursor.limit(limit);
        Cursor before = Cursor.of(cursor);
        return Cursor.cut(
                store.read(sql ->
                        CHANGES.latest(
                                sql,
                                organization,
                                "made_at",
                                before.micros(),
                                before.id(),
                                most + 1)),
                most,
                Change::at,
                one -> one.id().value());
    }

    /// What was done shortly before an incident began, the newest first. No more than a list: it
    /// says what was done, not what is to blame.
    public List<Change> before(Incident incident) {
        return store.read(sql -> before(sql, incident));
    }

    static List<Change> before(Handle sql, Incident incident) {
        return CHANGES.select(
                sql,
                incident.organization(),
                "AND made_at >= :from AND made_at <= :until ORDER BY made_at DESC, id DESC",
                Map.of(
                        "from", Micros.of(incident.startedAt().minus(BEFORE)),
                        "until", Micros.of(incident.startedAt())),
                MOST_BEFORE);
    }

    private static Problems rules(NewChange what, Instant now) {
        Instant at = what.at().orElse(now);
        return new Problems()
                .text("title", what.title(), 1, 255)
                .text("detail", what.detail().orElse(""), 0, 5_000)
                .text("source", what.source().orElse(""), 0, 100)
                .require(
                        what.services().size() <= MOST_SERVICES,
                        "services",
                        "'" + what.services().size() + "' are named; at most 100 are allowed")
                .require(
                        at.isBefore(now.plus(Duration.ofDays(1)))
                                && at.isAfter(now.minus(Duration.ofDays(400))),
                        "at",
                        "'" + at + "' is not within the last 400 days")
                .require(
                        what.link()
                                .filter(link ->
                                        link.length() > 2_000 || !link.matches("https?://\\S+"))
                                .isEmpty(),
                        "link",
                        "'"
                                + what.link().orElse("")
                                + "' is not an address such as https://ci.example/42");
    }
}
