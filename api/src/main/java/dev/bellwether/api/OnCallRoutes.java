package dev.bellwether.api;

import dev.bellwether.model.Alert;
import dev.bellwether.model.AlertId;
import dev.bellwether.model.DeliveryId;
import dev.bellwether.model.EscalationPolicy;
import dev.bellwether.model.NotFound;
import dev.bellwether.model.PolicyId;
import dev.bellwether.notify.Deliveries;
import dev.bellwether.notify.Delivery;
import dev.bellwether.oncall.Alerts;
import dev.bellwether.oncall.Policies;
import dev.bellwether.oncall.Told;
import dev.bellwether.people.Scope;
import java.util.List;

/// Whom incidents page, the alerts they make, and what became of each message.
final class OnCallRoutes {
    private static final String POLICY = "/policies/{policy}";
    private static final String ALERT = "/alerts/{alert}";

    private final Policies policies;
    private final Alerts alerts;
    private final Deliveries deliveries;

    OnCallRoutes(Policies policies, Alerts alerts, Deliveries deliveries) {
        this.policies = policies;
        this.alerts = alerts;
        this.deliveries = deliveries;
    }

    /// Who was to be told of an alert.
    record People(List<Told> told) {}

    record Messages(List<Delivery> deliveries) {}

    List<Route> routes() {
        return List.of(
                Route.list(
                        "/policies",
                        "List escalation policies",
                        EscalationPolicy.class,
                        call ->
                                Cursors.cut(
                                        policies.list(call.organization()).stream()
                                                .map(p -> Shown.policy(p, call.principal()))
                                                .toList(),
                                        policy -> policy.id().value(),
                                        call)),
                Route.make(
                                "/policies",
                                "Add an escalation policy",
                                Scope.WRITE,
                                PolicyInput.class,
                                EscalationPolicy.class,
                                call -> save(call, policies.newId()))
                        .triedOut(),
                Route.read(
                        POLICY,
                        "Read an escalation policy",
                        EscalationPolicy.class,
                        call -> Shown.policy(policy(call), call.principal())),
                Route.replace(
                                POLICY,
                                "Change an escalation policy",
                                Scope.WRITE,
                                PolicyInput.class,
                                EscalationPolicy.class,
                                call -> save(call, policy(call).id()))
                        .triedOut(),
                Route.remove(POLICY, "Remove an escalation policy", Scope.WRITE, this::remove),
                Route.list(
                        "/alerts",
                        "List alerts, the newest first",
                        Alert.class,
                        call -> alerts.list(call.organization(), call.after(), call.limit())),
                Route.read(
                        ALERT,
                        "Read an alert",
                        Alert.class,
                        call -> alerts.get(call.organization(), alertId(call))),
                Route.act(
                        ALERT + "/acknowledge",
                        "Take an alert on: nobody else is paged",
                        Scope.RESPOND,
                        Alert.class,
                        call ->
                                alerts.acknowledge(
                                        call.organization(), alertId(call), call.actor())),
                Route.act(
                        ALERT + "/resolve",
                        "Close an alert",
                        Scope.RESPOND,
                        Alert.class,
                        call -> alerts.resolve(call.organization(), alertId(call), call.actor())),
                Route.read(
                        ALERT + "/told",
                        "Who was told of an alert, and what became of it",
                        People.class,
                        call -> new People(alerts.told(call.organization(), alertId(call)))),
                Route.read(
                        ALERT + "/deliveries",
                        "The messages of an alert",
                        Messages.class,
                        call ->
                                new Messages(
                                        deliveries.ofAlert(call.organization(), alertId(call)))),
                Route.list(
                        "/deliveries",
                        "List messages, the newest first",
                        Delivery.class,
                        call -> deliveries.latest(call.organization(), call.after(), call.limit())),
                Route.read(
                        "/deliveries/{delivery}",
                        "Read a message",
                        Delivery.class,
                        this::delivery));
    }

    private static AlertId alertId(Call call) {
        return call.id("alert", AlertId::new);
    }

    private EscalationPolicy policy(Call call) {
        return policies.get(call.organization(), call.id("policy", PolicyId::new));
    }

    private EscalationPolicy save(Call call, PolicyId id) {
        return policies.save(
                call.body(PolicyInput.class).as(id, call.organization()), call.actor());
    }

    private Object remove(Call call) {
        policies.remove(call.organization(), policy(call).id(), call.actor());
        return Nothing.INSTANCE;
    }

    private Delivery delivery(Call call) {
        DeliveryId id = call.id("delivery", DeliveryId::new);
        return deliveries
                .get(call.organization(), id)
                .orElseThrow(() -> new NotFound("delivery", id.value()));
    }
}
