package dev.bellwether.experiment;

import dev.bellwether.model.Actor;
import dev.bellwether.model.Conflict;
import dev.bellwether.model.FlagsChanged;
import dev.bellwether.model.FlagsChanged.What;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.NotFound;
import dev.bellwether.model.Site;
import dev.bellwether.store.Line;
import dev.bellwether.store.Store;
import dev.bellwether.store.Tx;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The flags of sites as people keep and change them. Each change is checked together with all else
/// of its site, told in the journal in the transaction that makes it, and refused when somebody
/// else changed the same thing meanwhile. Safe for many threads.
public final class FlagBook {
    /// Flags of one site, the archived ones too.
    public static final int MOST = 10_000;

    /// As a version: the thing is new.
    public static final long NEW = 0;

    private final Store store;

    FlagBook(Store store) {
        this.store = store;
    }

    public KeptSet read(Site site) {
        return store.read(sql -> KeptSet.read(sql, site.id()));
    }

    /// @throws NotFound when the site has no such flag
    public KeptFlag flag(Site site, String key) {
        return store.read(sql -> FlagRows.find(sql, site.id(), PartKind.FLAG, key))
                .map(KeptSet::flag)
                .orElseThrow(() -> new NotFound("flag", key));
    }

    /// Makes a flag, or changes it.
    ///
    /// @param version that was read; [#NEW] makes one
    /// @throws InvalidInput naming everything that is wrong, with it or with the set
    /// @throws Conflict when it has another version, or is there already
    public KeptFlag save(Site site, Flag flag, FlagNotes notes, long version, Actor actor) {
        return save(site, flag, notes, version, List.of(), actor);
    }

    /// @param also what the caller found wrong with it, to be told together with the rest
    public KeptFlag save(
            Site site,
            Flag flag,
            FlagNotes notes,
            long version,
            List<InvalidInput.Problem> also,
            Actor actor) {
        return store.write(tx -> {
            FlagRows.hold(tx, site);
            Optional<KeptFlag> before =
                    before(tx, site, PartKind.FLAG, flag.key(), version).map(KeptSet::flag);
            if (before.isEmpty() && flags(tx, site) >= MOST) {
                throw new Conflict("A site has at most " + MOST + " flags, archived ones too");
            }
            var kept =
                    new KeptFlag(
                            flag,
                            notes,
                            version + 1,
                            before.map(KeptFlag::archived).orElse(false),
                            tx.now());
            put(tx, site, kept);
            var problems = new ArrayList<>(also);
            problems.addAll(NotesRules.problems(flag, notes));
            check(tx, site, flag.key(), problems);
            var lines = lines(tx, site, actor);
            before.ifPresentOrElse(
                    was -> {
                        List<String> words = FlagDifference.words(was, flag, notes);
                        if (!words.isEmpty()) {
                            lines.flag(kept, What.SAVED, words);
                        }
                    },
                    () ->
                            lines.flag(
                                    kept,
                                    What.MADE,
                                    List.of(flag.on() ? "made, on" : "made, off")));
            return kept;
        });
    }

    /// The kill switch: at once, whatever anybody else is saving.
    ///
    /// @throws NotFound when the site has no such flag
    public KeptFlag turn(Site site, String key, boolean on, Actor actor) {
        return store.write(tx -> {
            FlagRows.hold(tx, site);
            KeptFlag was = held(tx, site, key);
            if (was.flag().on() == on) {
                return was;
            }
            var kept =
                    new KeptFlag(
                            was.flag().turned(on),
                            was.notes(),
                            was.version() + 1,
                            was.archived(),
                            tx.now());
            put(tx, site, kept);
            lines(tx, site, actor)
                    .flag(
                            kept,
                            on ? What.SWITCHED_ON : What.SWITCHED_OFF,
                            List.of(on ? "switched on" : "switched off"));
            return kept;
        });
    }

    /// Serves it to nobody any more, and keeps it with its history; or takes it back.
    ///
    /// @throws NotFound when the site has no such flag
    /// @throws InvalidInput when the set would not stand: a holdout names its campaign
    public KeptFlag archive(Site site, String key, boolean archived, Actor actor) {
        return store.write(tx -> {
            FlagRows.hold(tx, site);
            KeptFlag was = held(tx, site, key);
            if (was.archived() == archived) {
                return was;
            }
            var kept = new KeptFlag(was.flag(), was.notes(), was.version() + 1, archived, tx.now());
            put(tx, site, kept);
            check(tx, site, key, List.of());
            lines(tx, site, actor)
                    .flag(
                            kept,
                            archived ? What.ARCHIVED : What.RESTORED,
                            List.of(archived ? "archived" : "restored"));
            return kept;
        });
    }

    /// @param version that was read; [#NEW] makes one
    /// @throws InvalidInput naming everything that is wrong
    /// @throws Conflict when it has another version, or is there already
    public Kept<Segment> save(Site site, Segment segment, long version, Actor actor) {
        String detail = FlagWords.who(segment.when());
        return part(site, PartKind.SEGMENT, segment.name(), segment, version, detail, actor);
    }

    /// The same for an exclusion group.
    public Kept<ExclusionGroup> save(Site site, ExclusionGroup group, long version, Actor actor) {
        String detail = group.slots().size() + " slots";
        return part(site, PartKind.GROUP, group.name(), group, version, detail, actor);
    }

    /// The same for a holdout.
    public Kept<Holdout> save(Site site, Holdout holdout, long version, Actor actor) {
        String detail = FlagWords.percent(holdout.share());
        return part(site, PartKind.HOLDOUT, holdout.name(), holdout, version, detail, actor);
    }

    /// Takes away a segment, group or holdout; a flag is archived.
    ///
    /// @throws NotFound when the site has no such thing
    /// @throws InvalidInput when a flag names it
    public void remove(Site site, PartKind kind, String name, Actor actor) {
        store.run(tx -> {
            FlagRows.hold(tx, site);
            if (kind == PartKind.FLAG || FlagRows.find(tx.sql(), site.id(), kind, name).isEmpty()) {
                throw new NotFound(kind.word(), name);
            }
            FlagRows.remove(tx, site.id(), kind, name);
            check(tx, site, "", List.of());
            lines(tx, site, actor).part(kind, name, What.ARCHIVED, "");
        });
    }

    /// What was done to a flag, the newest first: lines with a [FlagsChanged].
    ///
    /// @param limit 1 to 200
    public List<Line> history(Site site, String key, int limit) {
        return store.journal()
                .about(
                        site.organization(),
                        FlagsChanged.subject(site.id(), PartKind.FLAG.word(), key),
                        Long.MAX_VALUE,
                        limit);
    }

    private <T> Kept<T> part(
            Site site,
            PartKind kind,
            String name,
            T thing,
            long version,
            String detail,
            Actor actor) {
        return store.write(tx -> {
            FlagRows.hold(tx, site);
            Optional<FlagRows.Row> before = before(tx, site, kind, name, version);
            String body = SetJson.write(thing);
            FlagRows.put(
                    tx,
                    site,
                    new FlagRows.Row(kind, name, version + 1, false, tx.now(), body),
                    Optional.empty());
            check(tx, site, "", NotesRules.name(kind, name));
            if (before.filter(was -> was.body().equals(body)).isEmpty()) {
                What what = before.isPresent() ? What.SAVED : What.MADE;
                lines(tx, site, actor).part(kind, name, what, detail);
            }
            return new Kept<>(thing, version + 1, tx.now());
        });
    }

    private static Optional<FlagRows.Row> before(
            Tx tx, Site site, PartKind kind, String name, long version) {
        Optional<FlagRows.Row> before = FlagRows.find(tx.sql(), site.id(), kind, name);
        if (before.isEmpty() && version != NEW) {
            throw new NotFound(kind.word(), name);
        }
        before.filter(was -> was.version() != version)
                .ifPresent(was -> {
                    throw new Conflict(
                            version == NEW
                                    ? "There is a " + kind.word() + " '" + name + "' already"
                                    : "The "
                                            + kind.word()
                                            + " '"
                                            + name
                                            + "' was changed meanwhile: it has version "
                                            + was.version()
                                            + ", and you have read "
                                            + version
                                            + ". Read it again");
                });
        return before;
    }

    private static long flags(Tx tx, Site site) {
        return KeptSet.read(tx.sql(), site.id()).flags().size();
    }

    private static KeptFlag held(Tx tx, Site site, String key) {
        return FlagRows.find(tx.sql(), site.id(), PartKind.FLAG, key)
                .map(KeptSet::flag)
                .orElseThrow(() -> new NotFound("flag", key));
    }

    private static void put(Tx tx, Site site, KeptFlag kept) {
        FlagRows.put(
                tx,
                site,
                new FlagRows.Row(
                        PartKind.FLAG,
                        kept.key(),
                        kept.version(),
                        kept.archived(),
                        kept.changedAt(),
                        SetJson.write(new FlagRows.FlagBody(kept.flag(), kept.notes()))),
                kept.archived() ? Optional.empty() : Timetable.next(kept.flag(), tx.now()));
    }

    /// All that is wrong with what now stands, and with what was given besides.
    ///
    /// @param key of the flag that is being saved: its own problems are told at the sender's paths
    private static void check(Tx tx, Site site, String key, List<InvalidInput.Problem> also) {
        var problems = new ArrayList<>(also);
        try {
            FlagSetRules.refuse(KeptSet.read(tx.sql(), site.id()).set());
        } catch (InvalidInput e) {
            String own = Faults.path(PartKind.FLAG.things(), key);
            e.problems().stream().map(problem -> within(own, problem)).forEach(problems::add);
        }
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
    }

    private static InvalidInput.Problem within(String own, InvalidInput.Problem problem) {
        return problem.field().equals(own)
                ? new InvalidInput.Problem("key", problem.message())
                : problem.field().startsWith(own + ".")
                        ? new InvalidInput.Problem(
                                problem.field().substring(own.length() + 1), problem.message())
                        : problem;
    }

    private static FlagLines lines(Tx tx, Site site, Actor actor) {
        return new FlagLines(tx, site.organization(), site.id(), actor);
    }
}
