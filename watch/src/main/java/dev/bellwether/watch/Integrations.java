package dev.bellwether.watch;

import dev.bellwether.model.Actor;
import dev.bellwether.model.Audited;
import dev.bellwether.model.Conflict;
import dev.bellwether.model.IntegrationId;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.InvalidInput.Problem;
import dev.bellwether.model.NotFound;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.Secrets;
import dev.bellwether.model.ServiceId;
import dev.bellwether.store.Documents;
import dev.bellwether.store.Store;
import dev.bellwether.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;

/// Who may raise alerts, and with which keys. A key is told once and kept as a digest; what a
/// sender signs with is kept sealed and not shown again.
public final class Integrations {
    /// The most of one organization.
    public static final int MOST = 1_000;

    /// How long a key that was rotated out is good, so that senders can be changed one by one.
    public static final Duration GRACE = Duration.ofHours(24);

    static final Documents<Integration> ROWS = Documents.in("integration", Integration.class);

    /// How long what was read of a key counts: thousands of events a second do not each read it. A
    /// change here counts at once on this node.
    private static final Duration FRESH = Duration.ofSeconds(1);

    private static final int MOST_KEPT = 10_000;

    private record Admitted(Integration integration, Instant until) {}

    private final Store store;
    private final Secrets secrets;
    private final InstantSource clock;
    private final ConcurrentHashMap<String, Admitted> admitted = new ConcurrentHashMap<>();

    Integrations(Store store, Secrets secrets, InstantSource clock) {
        this.store = store;
        this.secrets = secrets;
        this.clock = clock;
    }

    /// By name.
    public List<Integration> list(OrganizationId organization) {
        return store.read(sql -> ROWS.select(sql, organization, "ORDER BY name, id", MOST)).stream()
                .map(Integrations::shown)
                .toList();
    }

    public Optional<Integration> find(OrganizationId organization, IntegrationId id) {
        return store.read(sql -> ROWS.find(sql, organization, id)).map(Integrations::shown);
    }

    /// @throws NotFound when this organization has no such integration
    public Integration get(OrganizationId organization, IntegrationId id) {
        return find(organization, id).orElseThrow(() -> new NotFound("integration", id.value()));
    }

    /// Its keys, the newest first.
    public List<IntegrationKey> keys(OrganizationId organization, IntegrationId id) {
        get(organization, id);
        return store.read(sql -> InboundKeys.of(sql, organization, id));
    }

    /// An id for one that is yet to be made.
    public static IntegrationId newId() {
        return new IntegrationId(Tokens.id());
    }

    /// What [#make] and [#save] would refuse it for.
    public static List<Problem> problems(Integration given) {
        var problems = new ArrayList<Problem>();
        if (given.name().isBlank() || given.name().length() > 100) {
            problems.add(
                    new Problem(
                            "name", "'" + given.name() + "' does not have 1 to 100 characters"));
        }
        Optional<Sender> sender = Senders.of(given.kind());
        if (sender.isEmpty()) {
            problems.add(
                    new Problem(
                            "kind",
                            "'"
                                    + given.kind()
                                    + "' is not one of "
                                    + String.join(", ", Senders.slugs())));
        }
        if (given.perMinute() < 1 || given.perMinute() > 1_000_000) {
            problems.add(
                    new Problem("perMinute", "'" + given.perMinute() + "' is not 1 to 1,000,000"));
        }
        given.mapping().ifPresent(mapping -> problems.addAll(mapping.problems()));
        if (given.mapping().isPresent() && !given.kind().equals("json")) {
            problems.add(new Problem("mapping", "is for the kind json only"));
        }
        if (given.secret().filter(text -> text.isBlank() || text.length() > 500).isPresent()) {
            problems.add(new Problem("secret", "does not have 1 to 500 characters"));
        }
        if (sender.filter(Sender::signs).isPresent() && given.secret().isEmpty()) {
            problems.add(
                    new Problem(
                            "secret",
                            "is missing: "
                                    + sender.get().name()
                                    + " signs what it sends, and without"
                                    + " its secret anybody could"));
        }
        return problems;
    }

    /// The same with [Checks#KEPT] in the place of a secret that is saved already, and with `other`
    /// in the place of another one.
    public Integration compared(Integration given, String other) {
        Optional<String> saved =
                store.read(sql -> ROWS.find(sql, given.organization(), given.id()))
                        .flatMap(this::secret);
        return given.with(
                given.secret()
                        .map(text ->
                                text.equals(Checks.KEPT) || saved.filter(text::equals).isPresent()
                                        ? Checks.KEPT
                                        : other));
    }

    /// Makes one, with its first key.
    ///
    /// @throws InvalidInput naming everything that is wrong
    /// @throws Conflict when there are [#MOST], or one of this name
    public IssuedKey make(Integration given, Actor actor) {
        require(given);
        return store.write(tx -> {
            if (ROWS.count(tx.sql(), given.organization()) >= MOST) {
                throw new Conflict("There are " + MOST + " integrations already");
            }
            if (ROWS.find(tx.sql(), given.organization(), given.id()).isPresent()) {
                throw new Conflict("The id '" + given.id() + "' belongs to another integration");
            }
            put(tx, given, Optional.empty());
            String key = InboundKeys.make(tx, given.organization(), given.id());
            audit(tx, given, "integration.made", actor);
            return new IssuedKey(shown(given), key);
        });
    }

    /// Changes one. A secret that reads [Checks#KEPT] keeps what was.
    ///
    /// @throws InvalidInput naming everything that is wrong
    /// @throws NotFound when this organization has no such integration
    public Integration save(Integration given, Actor actor) {
        require(given);
        return store.write(tx -> {
            Integration before = held(tx, given.organization(), given.id());
            put(tx, given, Optional.of(before));
            changed(tx, given, "integration.saved", actor);
            return shown(given);
        });
    }

    /// Makes another key; those before end after [#GRACE], or now.
    public IssuedKey rotate(
            OrganizationId organization, IntegrationId id, boolean atOnce, Actor actor) {
        return store.write(tx -> {
            Integration integration = held(tx, organization, id);
            InboundKeys.end(tx, organization, id, atOnce ? tx.now() : tx.now().plus(GRACE));
            String key = InboundKeys.make(tx, organization, id);
            changed(tx, integration, "integration.key.rotated", actor);
            return new IssuedKey(shown(integration), key);
        });
    }

    /// Every key ends now; what it sends is refused until there is another.
    public void revoke(OrganizationId organization, IntegrationId id, Actor actor) {
        store.run(tx -> {
            Integration integration = held(tx, organization, id);
            InboundKeys.remove(tx, organization, id);
            changed(tx, integration, "integration.keys.revoked", actor);
        });
    }

    /// Takes it away, with its keys. What it raised stays open: a person ends it.
    public void remove(OrganizationId organization, IntegrationId id, Actor actor) {
        store.run(tx -> {
            Integration integration = held(tx, organization, id);
            remove(tx, integration);
            changed(tx, integration, "integration.removed", actor);
        });
    }

    void removeOf(Tx tx, OrganizationId organization, ServiceId service, Actor actor) {
        for (Integration integration :
                ROWS.select(
                        tx.sql(),
                        organization,
                        "AND service = :service",
                        Map.of("service", service.value()),
                        MOST)) {
            remove(tx, integration);
            changed(tx, integration, "integration.removed", actor);
        }
    }

    private static void remove(Tx tx, Integration integration) {
        InboundKeys.remove(tx, integration.organization(), integration.id());
        ROWS.remove(tx.sql(), integration.organization(), integration.id());
    }

    /// Whose key it is, with the secret as it is kept. Compared by digest.
    Optional<Integration> byKey(String key) {
        if (key.length() < 16 || key.length() > 100) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        String digest = Tokens.digest(key);
        Admitted known = admitted.get(digest);
        if (known != null && now.isBefore(known.until())) {
            return Optional.of(known.integration());
        }
        // One reads it anew; whoever comes in that moment takes what was read before.
        if (known != null
                && !admitted.replace(
                        digest, known, new Admitted(known.integration(), now.plus(FRESH)))) {
            return Optional.of(known.integration());
        }
        Optional<Integration> found =
                store.read(sql ->
                        InboundKeys.owner(sql, digest, now)
                                .flatMap(owner ->
                                        ROWS.find(sql, owner.organization(), owner.integration())));
        if (admitted.size() >= MOST_KEPT) {
            admitted.clear();
        }
        found.ifPresentOrElse(
                one -> admitted.put(digest, new Admitted(one, now.plus(FRESH))),
                () -> admitted.remove(digest));
        return found;
    }

    static Optional<Integration> stored(Handle sql, OrganizationId organization, IntegrationId id) {
        return ROWS.find(sql, organization, id);
    }

    /// What it signs with.
    Optional<String> secret(Integration stored) {
        return stored.secret().map(sealed -> secrets.open(purpose(stored), sealed));
    }

    private static void require(Integration given) {
        List<Problem> problems = problems(given);
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
    }

    private void put(Tx tx, Integration given, Optional<Integration> before) {
        boolean keeps = given.secret().filter(Checks.KEPT::equals).isPresent();
        Optional<String> sealed =
                keeps
                        ? before.flatMap(Integration::secret)
                        : given.secret().map(text -> secrets.seal(purpose(given), text));
        if (keeps && sealed.isEmpty()) {
            throw new InvalidInput(
                    "secret", "'" + Checks.KEPT + "' keeps a secret, and none was saved");
        }
        ROWS.row(given.organization(), given.id(), given.with(sealed))
                .with("service", given.service())
                .with("name", given.name())
                .save(tx.sql());
    }

    private static Integration held(Tx tx, OrganizationId organization, IntegrationId id) {
        return ROWS.find(tx.sql(), organization, id)
                .orElseThrow(() -> new NotFound("integration", id.value()));
    }

    private static Integration shown(Integration stored) {
        return stored.with(stored.secret().map(_ -> Checks.KEPT));
    }

    private static String purpose(Integration integration) {
        return "integration/" + integration.organization() + "/" + integration.id();
    }

    private void changed(Tx tx, Integration integration, String action, Actor actor) {
        audit(tx, integration, action, actor);
        tx.afterCommit(admitted::clear);
    }

    private static void audit(Tx tx, Integration integration, String action, Actor actor) {
        tx.journal(
                integration.organization(),
                new Audited(actor, action, integration.id().value(), integration.name()));
    }
}
