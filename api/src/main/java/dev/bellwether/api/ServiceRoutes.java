package dev.bellwether.api;

import dev.bellwether.incident.ServiceState;
import dev.bellwether.incident.ServiceStatuses;
import dev.bellwether.incident.Services;
import dev.bellwether.incident.StatusSpan;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.InvalidInput.Problem;
import dev.bellwether.model.Service;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.Slice;
import dev.bellwether.oncall.Policies;
import dev.bellwether.people.Principal;
import dev.bellwether.people.Scope;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Services, and the status of each.
final class ServiceRoutes {
    private static final String ONE = "/services/{service}";

    private final Services services;
    private final Policies policies;
    private final ServiceStatuses statuses;
    private final InstantSource clock;

    ServiceRoutes(
            Services services, Policies policies, ServiceStatuses statuses, InstantSource clock) {
        this.services = services;
        this.policies = policies;
        this.statuses = statuses;
        this.clock = clock;
    }

    List<Route> routes() {
        return List.of(
                Route.list(
                        "/services",
                        "List services, with their status",
                        ServiceView.class,
                        this::list),
                Route.make(
                                "/services",
                                "Add a service",
                                Scope.WRITE,
                                ServiceInput.class,
                                ServiceView.class,
                                call -> save(call, services.newId()))
                        .triedOut(),
                Route.read(ONE, "Read a service", ServiceView.class, call -> view(get(call))),
                Route.replace(
                                ONE,
                                "Change a service",
                                Scope.WRITE,
                                ServiceInput.class,
                                ServiceView.class,
                                call -> save(call, get(call).id()))
                        .triedOut(),
                Route.remove(ONE, "Remove a service with its checks", Scope.WRITE, this::remove),
                Route.read(
                                ONE + "/history",
                                "The status of a service over time, 90 days when not said otherwise",
                                History.class,
                                this::history)
                        .with(
                                Query.time("from", "Begin; at most 400 days before the end"),
                                Query.time("until", "End; now when left out")));
    }

    /// The status of a service over time.
    record History(List<StatusSpan> spans) {}

    private Slice<ServiceView> list(Call call) {
        Slice<Service> part =
                Cursors.cut(services.list(call.organization()), s -> s.id().value(), call);
        Map<ServiceId, ServiceState> states =
                statuses.all(call.organization()).stream()
                        .collect(Collectors.toMap(ServiceState::service, Function.identity()));
        return new Slice<>(
                part.items().stream()
                        .map(service -> {
                            ServiceState state = states.get(service.id());
                            return state == null ? view(service) : ServiceView.of(service, state);
                        })
                        .toList(),
                part.next());
    }

    private Service get(Call call) {
        return services.get(call.organization(), call.id("service", ServiceId::new));
    }

    private ServiceView view(Service service) {
        return ServiceView.of(service, statuses.of(service.organization(), service.id()));
    }

    private ServiceView save(Call call, ServiceId id) {
        var input = call.body(ServiceInput.class);
        List<Problem> problems = problems(call.principal(), input);
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
        return view(services.save(input.as(id, call.organization()), call.actor()));
    }

    private List<Problem> problems(Principal by, ServiceInput input) {
        var problems =
                new ArrayList<>(Services.problems(input.as(new ServiceId("x"), by.organization())));
        input.escalation()
                .filter(policy -> policies.find(by.organization(), policy).isEmpty())
                .ifPresent(policy ->
                        problems.add(
                                new Problem(
                                        "escalation",
                                        "'"
                                                + policy
                                                + "' is not an escalation policy of this"
                                                + " organization")));
        return problems;
    }

    private Object remove(Call call) {
        services.remove(call.organization(), get(call).id(), call.actor());
        return Nothing.INSTANCE;
    }

    private History history(Call call) {
        Instant until = call.time("until", clock.instant());
        Instant from = call.time("from", until.minus(Duration.ofDays(90)));
        Spans.check(from, until, Duration.ofDays(400));
        return new History(statuses.history(call.organization(), get(call).id(), from, until));
    }
}
