package dev.bellwether.api;

import dev.bellwether.model.Alert;
import dev.bellwether.model.AlertId;
import dev.bellwether.model.DeliveryId;
import dev.bellwether.model.EscalationPolicy;
import dev.bellwether.model.EscalationPolicy.Target;
import dev.bellwether.model.InboundAlert;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.NotFound;
import dev.bellwether.model.PersonId;
import dev.bellwether.model.PolicyId;
import dev.bellwether.model.ScheduleId;
import dev.bellwether.notify.Deliveries;
import dev.bellwether.notify.Delivery;
import dev.bellwether.oncall.Alerts;
import dev.bellwether.oncall.Policies;
import dev.bellwether.oncall.Told;
import dev.bellwether.people.Scope;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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

    record Followers(List<Alert> alerts) {}

    record Messages(List<Delivery> deliveries) {}

    /// @param reason in a person's words, up to 500 characters
    record Reason(String reason) {}

    /// @param time how long, from 1 minute to 7 days
    record Snooze(Duration time) {}

    /// One of the three.
    record Assignment(
            Optional<PersonId> person, Optional<ScheduleId> schedule, Optional<PolicyId> policy) {}

    /// @param into the alert that pages from then on
    record Merge(AlertId into) {}

    record Rank(InboundAlert.Priority priority) {}

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
                        ALERT + "/following",
                        "The open alerts for which this one pages",
                        Followers.class,
                        call ->
                                new Followers(
                                        alerts.following(call.organization(), alertId(call)))),
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
                Route.act(
                                ALERT + "/close",
                                "Close an alert and say why",
                                Scope.RESPOND,
                                Reason.class,
                                Alert.class,
                                call ->
                                        alerts.resolve(
                                                call.organization(),
                                                alertId(call),
                                                call.actor(),
                                                call.body(Reason.class).reason()))
                        .triedOut(),
                Route.act(
                                ALERT + "/snooze",
                                "Put an alert off: it triggers again by itself",
                                Scope.RESPOND,
                                Snooze.class,
                                Alert.class,
                                call ->
                                        alerts.snooze(
                                                call.organization(),
                                                alertId(call),
                                                call.body(Snooze.class).time(),
                                                call.actor()))
                        .triedOut(),
                Route.act(
                        ALERT + "/escalate",
                        "Take the next step of an alert's policy now",
                        Scope.RESPOND,
                        Alert.class,
                        call -> alerts.escalate(call.organization(), alertId(call), call.actor())),
                Route.act(
                                ALERT + "/assign",
                                "Give an alert to a person, to whoever is on call, or to another policy",
                                Scope.RESPOND,
                                Assignment.class,
                                Alert.class,
                                this::assign)
                        .triedOut(),
                Route.act(
                                ALERT + "/merge",
                                "Have another alert page for both",
                                Scope.RESPOND,
                                Merge.class,
                                Alert.class,
                                call ->
                                        alerts.merge(
                                                call.organization(),
                                                alertId(call),
                                                call.body(Merge.class).into(),
                                                call.actor()))
                        .triedOut(),
                Route.act(
                                ALERT + "/priority",
                                "Change how much an alert matters",
                                Scope.RESPOND,
                                Rank.class,
                                Alert.class,
                                call ->
                                        alerts.prioritize(
                                                call.organization(),
                                                alertId(call),
                                                call.body(Rank.class).priority(),
                                                call.actor()))
                        .triedOut(),
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

    private Alert assign(Call call) {
        var to = call.body(Assignment.class);
        List<Target> targets =
                Stream.concat(
                                to.person().map(Target.ToPerson::new).stream().map(t -> (Target) t),
                                to.schedule().map(Target.ToSchedule::new).stream()
                                        .map(t -> (Target) t))
                        .toList();
        int named = targets.size() + (to.policy().isPresent() ? 1 : 0);
        if (named != 1) {
            throw new InvalidInput(
                    "person",
                    "'" + named + "' of 'person', 'schedule' and 'policy' are named; allowed: one");
        }
        return to.policy()
                .map(policy ->
                        alerts.move(call.organization(), alertId(call), policy, call.actor()))
                .orElseGet(() ->
                        alerts.assign(
                                call.organization(),
                                alertId(call),
                                targets.getFirst(),
                                call.actor()));
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
