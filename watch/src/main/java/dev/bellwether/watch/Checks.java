package dev.bellwether.watch;

import dev.bellwether.model.Actor;
import dev.bellwether.model.Check;
import dev.bellwether.model.CheckChanged;
import dev.bellwether.model.CheckId;
import dev.bellwether.model.CheckRemoved;
import dev.bellwether.model.CheckSpec;
import dev.bellwether.model.Conflict;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.InvalidInput.Problem;
import dev.bellwether.model.NotFound;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.Slice;
import dev.bellwether.store.Store;
import dev.bellwether.store.Tx;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/// The checks of all organizations, as people save them. Safe for many threads.
public final class Checks {
    /// The most checks of one organization.
    public static final int MOST = 20_000;

    /// Stands for the value of a header that is not shown again. Saved back, it keeps what was.
    public static final String KEPT = "(kept)";

    private final Store store;
    private final Networks networks;
    private final KnownProviders providers;

    /// @param networks what probes may reach: a target that is written as an address outside of it
    ///   is refused when it is saved
    /// @param providers a check that follows any other provider is refused when it is saved
    public Checks(Store store, Networks networks, KnownProviders providers) {
        this.store = store;
        this.networks = networks;
        this.providers = providers;
    }

    /// An id for a check that is yet to be saved.
    public static CheckId newId() {
        return new CheckId(Secrets.id());
    }

    /// A secret for the address of a heartbeat check that is yet to be saved.
    public static String newToken() {
        return Secrets.token();
    }

    public Optional<Check> find(OrganizationId organization, CheckId id) {
        return store.read(sql -> CheckRows.find(sql, organization, id));
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
        List<Check> found =
                store.read(sql -> CheckRows.list(sql, organization, after.orElse(""), most + 1));
        return found.size() <= most
                ? new Slice<>(found, Optional.empty())
                : new Slice<>(
                        found.subList(0, most), Optional.of(found.get(most - 1).id().value()));
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
        List<Check> found =
                store.read(sql ->
                        CheckRows.search(sql, organization, words, after.orElse(""), most + 1));
        return found.size() <= most
                ? new Slice<>(found, Optional.empty())
                : new Slice<>(
                        found.subList(0, most), Optional.of(found.get(most - 1).id().value()));
    }

    /// The checks of a service by name, at most 1,000.
    public List<Check> ofService(OrganizationId organization, ServiceId service) {
        return store.read(sql -> CheckRows.ofService(sql, organization, service, 1_000));
    }

    public long count(OrganizationId organization) {
        return store.read(sql -> CheckRows.count(sql, organization));
    }

    /// What [#save] would refuse the check for, so that a caller can tell it together with what is
    /// wrong by its own rules.
    public List<Problem> problems(Check check) {
        return CheckRules.problems(check, networks, providers);
    }

    /// Makes or changes a check, and tells so in the journal. Header values that read [#KEPT] keep
    /// what was saved before.
    ///
    /// @return the check as it was saved
    /// @throws InvalidInput listing every problem of the check
    /// @throws Conflict when the id or the heartbeat's token belongs to another check, or the
    ///   organization has [#MOST] checks
    public Check save(Check check, Actor actor) {
        CheckRules.require(check, networks, providers);
        return store.write(tx -> saveIn(tx, check, actor));
    }

    /// Stops or resumes a check. Doing so twice is no error.
    public Check pause(OrganizationId organization, CheckId id, boolean paused, Actor actor) {
        return store.write(tx -> {
            Check check = require(tx, organization, id);
            return check.paused() == paused
                    ? check
                    : saveIn(tx, CheckRows.paused(check, paused), actor);
        });
    }

    /// Takes a check away, with its state. Its verdicts stay until they are too old.
    ///
    /// @throws NotFound when this organization has no such check
    public void remove(OrganizationId organization, CheckId id, Actor actor) {
        store.run(tx -> {
            Check check = require(tx, organization, id);
            CheckRows.delete(tx, id);
            tx.journal(organization, new CheckRemoved(id, check.service(), actor));
        });
    }

    /// The check with header values that may be secret taken out, for showing.
    public static Check withoutSecrets(Check check) {
        if (!(check.spec() instanceof CheckSpec.Http http)) {
            return check;
        }
        var hidden = new HashMap<String, String>();
        http.headers().keySet().forEach(name -> hidden.put(name, KEPT));
        return CheckRows.withSpec(check, CheckRows.withHeaders(http, hidden));
    }

    private static Check saveIn(Tx tx, Check given, Actor actor) {
        Optional<Check> before = CheckRows.find(tx.sql(), given.organization(), given.id());
        if (before.isEmpty() && CheckRows.count(tx.sql(), given.organization()) >= MOST) {
            throw new Conflict("There are " + MOST + " checks already");
        }
        Check check = keepSecrets(given, before);
        if (before.isPresent() && before.get().equals(check)) {
            return check;
        }
        if (!CheckRows.save(tx, check)) {
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

    private static Check keepSecrets(Check check, Optional<Check> before) {
        if (!(check.spec() instanceof CheckSpec.Http http) || !http.headers().containsValue(KEPT)) {
            return check;
        }
        var headers = new HashMap<>(http.headers());
        headers.replaceAll((name, value) -> value.equals(KEPT) ? savedHeader(before, name) : value);
        return CheckRows.withSpec(check, CheckRows.withHeaders(http, headers));
    }

    private static String savedHeader(Optional<Check> before, String name) {
        return before.map(Check::spec)
                .filter(CheckSpec.Http.class::isInstance)
                .map(CheckSpec.Http.class::cast)
                .map(http -> http.headers().get(name))
                .orElseThrow(() ->
                        new InvalidInput(
                                "spec.headers." + name,
                                "'" + KEPT + "' keeps a value, and none was saved"));
    }

    private static Check require(Tx tx, OrganizationId organization, CheckId id) {
        return CheckRows.find(tx.sql(), organization, id)
                .orElseThrow(() -> new NotFound("check", id.value()));
    }
}
