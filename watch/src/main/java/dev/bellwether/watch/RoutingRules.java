package dev.bellwether.watch;

import dev.bellwether.model.Actor;
import dev.bellwether.model.Audited;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.InvalidInput.Problem;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.ServiceId;
import dev.bellwether.store.Json;
import dev.bellwether.store.Store;
import dev.bellwether.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;

/// The routing rules of each organization, as people save them.
///
/// Events are routed by what was read at most [#FRESH] ago, so that thousands a second do not each
/// read them; a change here counts at once on this node.
public final class RoutingRules {
    private static final Duration FRESH = Duration.ofSeconds(1);
    private static final int MOST_KEPT = 10_000;

    private record Doc(List<RoutingRule> rules) {}

    private record Kept(Routing routing, String body, Instant until) {}

    private final Store store;
    private final java.time.InstantSource clock;
    private final ConcurrentHashMap<OrganizationId, Kept> kept = new ConcurrentHashMap<>();

    RoutingRules(Store store, java.time.InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /// In order; the first that takes an event says where it goes.
    public List<RoutingRule> of(OrganizationId organization) {
        return read(organization).map(body -> Json.read(body, Doc.class).rules()).orElse(List.of());
    }

    /// What [#save] would refuse them for.
    public static List<Problem> problems(List<RoutingRule> rules) {
        return Routing.problems(rules);
    }

    /// Puts `rules` in the place of those before.
    ///
    /// @throws InvalidInput naming everything that is wrong
    public List<RoutingRule> save(
            OrganizationId organization, List<RoutingRule> rules, Actor actor) {
        List<Problem> problems = problems(rules);
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
        store.run(tx -> put(tx, organization, rules, rules.size() + " rules", actor));
        return rules;
    }

    private void put(
            Tx tx, OrganizationId organization, List<RoutingRule> rules, String what, Actor actor) {
        tx.sql()
                .createUpdate(
                        """
                        INSERT INTO inbound_routing (organization, body) VALUES (:organization, :body)
                        ON CONFLICT (organization) DO UPDATE SET body = excluded.body
                        """)
                .bind("organization", organization)
                .bind("body", Json.write(new Doc(rules)))
                .execute();
        tx.journal(organization, new Audited(actor, "routing.saved", "routing", what));
        tx.afterCommit(() -> kept.remove(organization));
    }

    /// A service is gone. What rules sent there would open incidents of nothing, which page nobody:
    /// from now on it goes to the service of its integration.
    void leave(Tx tx, OrganizationId organization, ServiceId service, Actor actor) {
        List<RoutingRule> before =
                read(tx.sql(), organization)
                        .map(body -> Json.read(body, Doc.class).rules())
                        .orElse(List.of());
        List<RoutingRule> after =
                before.stream()
                        .map(rule ->
                                rule.service().filter(service::equals).isPresent()
                                        ? rule.toNoService()
                                        : rule)
                        .toList();
        if (!after.equals(before)) {
            String what = "service " + service + " is gone: no rule sends there any more";
            put(tx, organization, after, what, actor);
        }
    }

    Routing ready(OrganizationId organization) {
        Instant now = clock.instant();
        Kept before = kept.get(organization);
        if (before != null && now.isBefore(before.until())) {
            return before.routing();
        }
        String body = read(organization).orElse("");
        Routing routing =
                before != null && before.body().equals(body)
                        ? before.routing()
                        : body.isEmpty()
                                ? Routing.NONE
                                : Routing.of(Json.read(body, Doc.class).rules());
        if (kept.size() >= MOST_KEPT) {
            kept.clear();
        }
        kept.put(organization, new Kept(routing, body, now.plus(FRESH)));
        return routing;
    }

    private Optional<String> read(OrganizationId organization) {
        return store.read(sql -> read(sql, organization));
    }

    private static Optional<String> read(Handle sql, OrganizationId organization) {
        return sql.createQuery(
                        "SELECT body FROM inbound_routing WHERE organization = :organization")
                .bind("organization", organization)
                .mapTo(String.class)
                .findOne();
    }
}
