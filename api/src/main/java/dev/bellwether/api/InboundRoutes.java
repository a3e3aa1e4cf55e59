package dev.bellwether.api;

import dev.bellwether.incident.Services;
import dev.bellwether.model.IntegrationId;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.InvalidInput.Problem;
import dev.bellwether.oncall.Policies;
import dev.bellwether.people.Principal;
import dev.bellwether.people.Scope;
import dev.bellwether.watch.Backtest;
import dev.bellwether.watch.Inbound;
import dev.bellwether.watch.InboundDelivery;
import dev.bellwether.watch.InboundResult;
import dev.bellwether.watch.RoutingRule;
import dev.bellwether.watch.RoutingRules;
import dev.bellwether.watch.Silence;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// What came in and what it did; where alerts go; what is silenced.
final class InboundRoutes {
    private static final Duration BACK = Duration.ofDays(30);
    private static final Query INTEGRATION =
            Query.text("integration", "Of one integration only, by its id");

    private final Inbound inbound;
    private final Services services;
    private final Policies policies;
    private final InstantSource clock;

    InboundRoutes(Inbound inbound, Services services, Policies policies, InstantSource clock) {
        this.inbound = inbound;
        this.services = services;
        this.policies = policies;
        this.clock = clock;
    }

    record Rules(List<RoutingRule> rules) {}

    /// @param payload without what is called like a secret; an empty object when it was not kept
    record Payload(InboundDelivery delivery, JsonNode payload) {}

    record Replayed(String delivery, List<InboundResult> results) {}

    record NewSilence(
            List<Silence.Matcher> matchers,
            Optional<Instant> startsAt,
            Instant endsAt,
            String comment) {}

    record AllSilences(List<Silence> silences) {}

    List<Route> routes() {
        return List.of(
                Route.list(
                                "/inbound/deliveries",
                                "List what came in and what it did, the newest first",
                                InboundDelivery.class,
                                call ->
                                        inbound.log()
                                                .list(
                                                        call.organization(),
                                                        call.query("integration")
                                                                .map(InboundRoutes::integration),
                                                        call.after(),
                                                        call.limit()))
                        .with(INTEGRATION),
                Route.read(
                        "/inbound/deliveries/{delivery}",
                        "Read a delivery, with its payload",
                        Payload.class,
                        this::payload),
                Route.act(
                        "/inbound/deliveries/{delivery}/replay",
                        "Do again what came in, by today's mapping and rules",
                        Scope.RESPOND,
                        Replayed.class,
                        call -> {
                            Inbound.Accepted accepted =
                                    inbound.replay(call.organization(), call.text("delivery"));
                            return new Replayed(accepted.delivery(), accepted.results());
                        }),
                Route.read(
                        "/routing",
                        "The rules by which alerts are routed, in order",
                        Rules.class,
                        call -> new Rules(inbound.routing().of(call.organization()))),
                Route.replace(
                                "/routing",
                                "Put rules in the place of those before; the first that takes an"
                                        + " alert says where it goes",
                                Scope.WRITE,
                                Rules.class,
                                Rules.class,
                                this::route)
                        .judgedBy(Rules.class, this::problems),
                Route.act(
                                "/routing/backtest",
                                "What rules would have done with the alerts of the last 30 days: pages saved"
                                        + " and outages missed",
                                Scope.READ,
                                Rules.class,
                                Backtest.Outcome.class,
                                call ->
                                        inbound.backtest()
                                                .run(
                                                        call.organization(),
                                                        call.body(Rules.class).rules(),
                                                        inbound.integrations()
                                                                .list(call.organization()),
                                                        clock.instant().minus(BACK)))
                        .judgedBy(Rules.class, (by, rules) -> RoutingRules.problems(rules.rules())),
                Route.read(
                        "/silences",
                        "The silences there are, and those that ended in the last five days",
                        AllSilences.class,
                        call -> new AllSilences(inbound.silences().list(call.organization()))),
                Route.make(
                                "/silences",
                                "Silence alerts of the whole organization for a time",
                                Scope.RESPOND,
                                NewSilence.class,
                                Silence.class,
                                this::silence)
                        .triedOut(),
                Route.remove(
                        "/silences/{silence}",
                        "End a silence now",
                        Scope.RESPOND,
                        call -> {
                            inbound.silences()
                                    .end(call.organization(), call.text("silence"), call.actor());
                            return Nothing.INSTANCE;
                        }));
    }

    private Object route(Call call) {
        Rules rules = call.body(Rules.class);
        List<Problem> problems = problems(call.principal(), rules);
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
        return new Rules(inbound.routing().save(call.organization(), rules.rules(), call.actor()));
    }

    /// What is sent to a service or policy that is not there would page nobody, or somebody else.
    private List<Problem> problems(Principal by, Rules given) {
        var problems = new ArrayList<>(RoutingRules.problems(given.rules()));
        for (int i = 0; i < given.rules().size(); i++) {
            RoutingRule rule = given.rules().get(i);
            String at = "rules[" + i + "].";
            rule.service()
                    .filter(id -> services.find(by.organization(), id).isEmpty())
                    .map(id -> new Problem(at + "service", "'" + id + "' is not a service"))
                    .ifPresent(problems::add);
            rule.policy()
                    .filter(id -> policies.find(by.organization(), id).isEmpty())
                    .map(id -> new Problem(at + "policy", "'" + id + "' is no escalation policy"))
                    .ifPresent(problems::add);
        }
        return problems;
    }

    private Object payload(Call call) {
        InboundDelivery delivery = inbound.log().get(call.organization(), call.text("delivery"));
        String text = inbound.log().payload(call.organization(), delivery.id());
        return new Payload(
                delivery,
                text.startsWith("{") || text.startsWith("[")
                        ? InboundJson.tree(text.getBytes(StandardCharsets.UTF_8))
                        : InboundJson.object());
    }

    private Object silence(Call call) {
        NewSilence given = call.body(NewSilence.class);
        return inbound.silences()
                .save(
                        call.organization(),
                        Optional.empty(),
                        Optional.empty(),
                        given.matchers(),
                        given.startsAt().orElse(clock.instant()),
                        given.endsAt(),
                        call.actor().name(),
                        given.comment(),
                        call.actor());
    }

    private static IntegrationId integration(String text) {
        try {
            return new IntegrationId(text);
        } catch (IllegalArgumentException e) {
            throw new InvalidInput("integration", String.valueOf(e.getMessage()));
        }
    }
}
