package dev.bellwether.api;

import dev.bellwether.api.SetupDocument.IntegrationEntry;
import dev.bellwether.model.IntegrationId;
import dev.bellwether.watch.Checks;
import dev.bellwether.watch.Integration;
import dev.bellwether.watch.Integrations;
import dev.bellwether.watch.RoutingRule;
import dev.bellwether.watch.RoutingRules;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The integrations and routing rules that a document wants.
final class WantedInbound {
    private final SetupStanding now;
    private final Optional<List<RoutingRule>> routing;
    private final Map<IntegrationId, Integration> integrations = new LinkedHashMap<>();

    WantedInbound(
            SetupStanding now,
            SetupDocument document,
            WantedServices services,
            WantedPolicies policies,
            SetupProblems problems) {
        this.now = now;
        this.routing = document.routing();
        SetupProblems.each(
                "integrations",
                document.integrations(),
                (at, entry) -> {
                    Integration wanted = entry.as(now.organization());
                    problems.unique(
                            at, integrations.put(entry.id(), wanted), "id", entry.id().value());
                    services.known(at + ".service", List.of(entry.service()));
                    problems.under(at, Integrations.problems(wanted));
                    Integration before = now.integrations().get(entry.id());
                    problems.require(
                            !keeps(wanted) || before != null && before.secret().isPresent(),
                            at + ".secret",
                            SetupProblems.TO_KEEP);
                });
        routing.ifPresent(rules ->
                RoutingRules.problems(rules)
                        .forEach(p ->
                                problems.add(
                                        p.field().replaceFirst("^rules", "routing"), p.message())));
        SetupProblems.each(
                "routing",
                routing,
                (at, rule) -> {
                    rule.service().ifPresent(id -> services.known(at + ".service", List.of(id)));
                    rule.policy()
                            .ifPresent(id ->
                                    problems.require(
                                            policies.isKnown(id),
                                            at + ".policy",
                                            "'"
                                                    + id
                                                    + "' is no escalation policy, here or in the"
                                                    + " file"));
                });
    }

    Map<IntegrationId, Integration> integrations() {
        return integrations;
    }

    List<RoutingRule> routing() {
        return routing.orElse(now.routing());
    }

    /// As [SetupShown] shows what stands: a secret that is saved already is kept.
    List<IntegrationEntry> shown(Integrations compare) {
        return integrations.values().stream()
                .map(one -> IntegrationEntry.of(compare.compared(one, SetupShown.NEW)))
                .toList();
    }

    private static boolean keeps(Integration one) {
        return one.secret().filter(Checks.KEPT::equals).isPresent();
    }
}
