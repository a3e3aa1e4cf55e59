package dev.bellwether.watch;

import dev.bellwether.model.Actor;
import dev.bellwether.model.Check;
import dev.bellwether.model.CheckChanged;
import dev.bellwether.model.CheckId;
import dev.bellwether.model.CheckRemoved;
import dev.bellwether.model.Conflict;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.InvalidInput.Problem;
import dev.bellwether.model.NotFound;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.Secrets;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.Slice;
import dev.bellwether.store.Store;
import dev.bellwether.store.Tx;
import java.util.List;
import java.util.Optional;

/// The checks of all organizations, as people save them. Safe for many threads.
///
/// Every check is answered with [#KEPT] in the place of each header value; saved back so, it keeps
/// them. A body or a heartbeat's token that this installation's key does not open reads so too.
public final class Checks {
    /// The most checks of one organization.
    public static final int MOST = 20_000;

    /// Stands for a secret that is not shown again. Saved back, it keeps what was.
    public static final String KEPT = "(kept)";

    private final Store store;
    private final Networks networks;
    private final KnownProviders providers;
    private final CheckSeal seal;

    /// @param networks what probes may reach: a target that is written as an address outside of it
    ///   is refused when it is saved
    /// @param providers a check that follows any other provider is refused when it is saved
    /// @param secrets keeps header values, bodies and heartbeat tokens out of the database's plain
    ///   text
    public Checks(Store store, Networks networks, KnownProviders providers, Secrets secrets) {
        this.seal = new CheckSeal(secrets);
        this.store = store;
        this.networks = networks;
        this.providers = providers;
    }

    /// An id for a check that is yet to be saved.
    public static CheckId newId() {
        return new CheckId(Tokens.id());
    }

    /// A secret for the address of a heartbeat check that is yet to be saved.
    public static String newToken() {
        return Tokens.token();
    }

    public Optional<Check> find(OrganizationId organization, CheckId id) {
        return store.read(sql -> CheckRows.find(sql, organization, id)).map(seal::shown);
    }

    /// @throws NotFound when this organization has no such check
    public Check get(OrganizationId organization, CheckId id) {
        return find(organization, id).orElseThrow(() -> new NotFound("check", id.value()));
    }

    /// The checks of an organization by name.
    ///
    /// @param after the `next` of the slice before; empty begins
    /// @param limit 1 to 1,000
    public Slice<Check> list(OrganizationId organization, Optional<String> after, int limit) {
        int most = Math.clamp(limit, 1, 1_000);
        return slice(
                store.read(sql -> CheckRows.list(sql, organization, after.orElse(""), most + 1)),
                most);
    }

    /// The checks whose name holds `words`, by name. An empty text lists all.
    ///
    /// @param after the `next` of the slice before; empty begins
    /// @param limit 1 to 1,000
    public Slice<Check> search(
            OrganizationId organization, String words, Optional<String> after, int limit) {
        if (words.isBlank()) {
            return list(organization, after, limit);
        }
        int most = Math.clamp(limit, 1, 1_000);
        return slice(
                store.read(sql ->
                        CheckRows.search(sql, organization, words, after.orElse(""), most + 1)),
                most);
    }

    private Slice<Check> slice(List<Check> found, int most) {
        List<Check> shown = found.stream().limit(most).map(seal::shown).toList();
        return found.size() <= most
                ? new Slice<>(shown, Optional.empty())
                : new Slice<>(shown, Optional.of(shown.getLast().id().value()));
    }

    /// The checks of a service by name, at most 1,000.
    public List<Check> ofService(OrganizationId organization, ServiceId service) {
        return store.read(sql -> CheckRows.ofService(sql, organization, service, 1_000)).stream()
                .map(seal::shown)
                .toList();
    }

    /// Filtered, sorted, counted and searched.
    public CheckLists lists() {
        return new CheckLists(store, seal);
    }

    /// Many at once.
    public BulkEdit bulk() {
        return new BulkEdit(store, networks, providers, seal);
    }

    public long count(OrganizationId organization) {
        return store.read(sql -> CheckRows.count(sql, organization));
    }

    /// What [#save] would refuse the check for, so that a caller can tell it together with what is
    /// wrong by its own rules.
    public List<Problem> problems(Check check) {
        return CheckRules.problems(check, networks, providers);
    }

    /// The check with [#KEPT] in the place of each secret that says what is saved already; so that
    /// two readings of a set-up can be held against each other.
    public Check compared(Check given) {
        return store.read(sql -> CheckRows.find(sql, given.organization(), given.id()))
                .map(before -> seal.compared(given, before))
                .orElse(given);
    }

    /// The check with `word` in the place of every secret that is not [#KEPT].
    public static Check masked(Check check, String word) {
        return CheckSeal.masked(check, word);
    }

    /// Makes or changes a check, and tells so in the journal. Secrets that read [#KEPT] keep what
    /// was saved before.
    ///
    /// @return the check as it is shown
    /// @throws InvalidInput listing every problem of the check
    /// @throws Conflict when the id or the heartbeat's token belongs to another check, or the
    ///   organization has [#MOST] checks
    public Check save(Check check, Actor actor) {
        CheckRules.require(check, networks, providers);
        return store.write(tx -> {
            Optional<Check> before = CheckRows.find(tx.sql(), check.organization(), check.id());
            return seal.shown(saveIn(tx, seal.seal(check, before), before, actor));
        });
    }

    /// Stops or resumes a check. Doing so twice is no error.
    public Check pause(OrganizationId organization, CheckId id, boolean paused, Actor actor) {
        return store.write(tx -> {
            Check check = require(tx, organization, id);
            return seal.shown(
                    check.paused() == paused
                            ? check
                            : saveIn(
                                    tx,
                                    seal.seal(check.withPaused(paused)),
                                    Optional.of(check),
                                    actor));
        });
    }

    /// Takes a check away, with its state. Its verdicts stay until they are too old.
    ///
    /// @return what brings it back within [dev.bellwether.store.Trash#KEPT], see [#undo]
    /// @throws NotFound when this organization has no such check
    public String remove(OrganizationId organization, CheckId id, Actor actor) {
        return store.write(tx -> {
            Check check = require(tx, organization, id);
            BulkEdit.remove(tx, check, actor);
            return CheckTrash.removed(tx, organization, List.of(check), actor);
        });
    }

    /// Brings back what [#remove] or a [BulkEdit] took away or changed: the checks as they were,
    /// under their ids, secrets included. Their state begins anew.
    ///
    /// @throws NotFound when it was undone already, or too long ago
    public Undone undo(OrganizationId organization, String undo, Actor actor) {
        return store.write(tx -> CheckTrash.restore(tx, organization, undo, actor, seal));
    }

    /// Makes a check in the transaction of its service. Nothing of it is looked at.
    void make(Tx tx, Check check, Actor actor) {
        saveIn(tx, seal.seal(check), Optional.empty(), actor);
    }

    /// @param check sealed
    private Check saveIn(Tx tx, Check check, Optional<Check> before, Actor actor) {
        if (before.isEmpty() && CheckRows.count(tx.sql(), check.organization()) >= MOST) {
            throw new Conflict("There are " + MOST + " checks already");
        }
        if (before.isPresent() && before.get().equals(check)) {
            return check;
        }
        if (!CheckRows.save(tx, check, seal.token(check))) {
            throw new Conflict("The id '" + check.id() + "' belongs to another check");
        }
        before.map(Check::service)
                .filter(service -> !service.equals(check.service()))
                .ifPresent(service ->
                        // Whoever holds what it said against the service it leaves must let go.
                        tx.journal(
                                check.organization(),
                                new CheckRemoved(check.id(), service, actor)));
        tx.journal(check.organization(), new CheckChanged(check, actor));
        return check;
    }

    private static Check require(Tx tx, OrganizationId organization, CheckId id) {
        return CheckRows.find(tx.sql(), organization, id)
                .orElseThrow(() -> new NotFound("check", id.value()));
    }
}
