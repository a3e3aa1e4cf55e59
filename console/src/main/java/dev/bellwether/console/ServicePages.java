package dev.bellwether.console;

import dev.bellwether.incident.ServiceListed;
import dev.bellwether.incident.ServiceState;
import dev.bellwether.model.Check;
import dev.bellwether.model.EscalationPolicy;
import dev.bellwether.model.Incident;
import dev.bellwether.model.IncidentPolicy;
import dev.bellwether.model.IncidentPolicy.Publish;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.PolicyId;
import dev.bellwether.model.Role;
import dev.bellwether.model.Service;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.Status;
import dev.bellwether.watch.CheckVerdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Services: the list, one service with its checks, incidents and past, and its set-up.
final class ServicePages {
    static final String HOME = "/console/services";
    private static final int PAGE = 100;
    private static final int DAYS = 90;
    private static final int INCIDENTS = 10;

    /// One of the choices above the list.
    record Tab(String word, int count, String address, boolean here) {}

    record ListView(
            List<ServiceListed> rows, String words, String state, List<Tab> tabs, Part part) {
        boolean none() {
            return words.isEmpty() && state.isEmpty() && part.all() == 0;
        }
    }

    record CheckRow(Check check, Optional<CheckVerdict> verdict) {}

    record View(
            Service service,
            ServiceState state,
            List<CheckRow> checks,
            List<Incident> incidents,
            DayBars bars,
            Optional<EscalationPolicy> escalation,
            DependencyPages.Neighbours neighbours) {}

    record FormView(Form form, Optional<Service> service, List<Option> policies) {
        List<Option> publishing() {
            return Option.of(Publish.class, FormView::means);
        }

        String title() {
            return service.isEmpty() ? "New service" : "Set-up of " + service.get().name();
        }

        String back() {
            return service.map(s -> HOME + "/" + s.id()).orElse(HOME);
        }

        static String means(Publish publish) {
            return switch (publish) {
                case AT_ONCE -> "Publish at once: the status page says it by itself";
                case AS_DRAFT -> "Wait for a person: open a draft, publish by hand";
                case NEVER -> "Stay silent: never open an incident";
            };
        }
    }

    private final Rooms rooms;

    ServicePages(Rooms rooms) {
        this.rooms = rooms;
    }

    void register(Routes routes) {
        routes.get(HOME, Role.VIEWER, this::list);
        routes.get(HOME + "/new", Role.EDITOR, visit -> form(200, visit, fresh(), null));
        routes.post(HOME + "/new", Role.EDITOR, this::create);
        routes.get(HOME + "/{id}", Role.VIEWER, this::show);
        routes.get(HOME + "/{id}/edit", Role.EDITOR, this::edit);
        routes.post(HOME + "/{id}/edit", Role.EDITOR, this::save);
        routes.post(HOME + "/{id}/remove", Role.EDITOR, this::remove);
    }

    private Reply list(Visit visit) {
        OrganizationId organization = visit.organization();
        String words = visit.query("q");
        Optional<Status> only =
                Arrays.stream(Status.values())
                        .filter(status -> named(status).equals(visit.query("state")))
                        .findFirst();
        String state = only.map(ServicePages::named).orElse("");
        Map<Status, Integer> counts = rooms.services().lists().counts(organization, words);
        int all = counts.values().stream().mapToInt(Integer::intValue).sum();
        int fit = only.map(status -> counts.getOrDefault(status, 0)).orElse(all);
        int from = Part.from(visit, PAGE);
        var view =
                new ListView(
                        rooms.services().lists().part(organization, words, only, from, PAGE),
                        words,
                        state,
                        tabs(counts, all, words, state),
                        new Part(from, PAGE, fit, at -> address(words, state, at)));
        return Reply.page(
                "services",
                (out, frame) -> JteservicesGenerated.render(out, Html.PLAIN, frame, view));
    }

    private static List<Tab> tabs(
            Map<Status, Integer> counts, int all, String words, String state) {
        var tabs = new ArrayList<Tab>();
        tabs.add(new Tab("All", all, address(words, "", 0), state.isEmpty()));
        counts.entrySet().stream()
                .sorted(Comparator.comparingInt(e -> -Overview.weight(e.getKey())))
                .forEach(e ->
                        tabs.add(
                                new Tab(
                                        Words.of(e.getKey()),
                                        e.getValue(),
                                        address(words, named(e.getKey()), 0),
                                        named(e.getKey()).equals(state))));
        return tabs;
    }

    private static String named(Status status) {
        return status.name().toLowerCase(Locale.ROOT);
    }

    private static String address(String words, String state, int from) {
        return Links.to(
                HOME, "q", words, "state", state, "from", from == 0 ? "" : Integer.toString(from));
    }

    private Reply show(Visit visit) {
        Service service = find(visit);
        OrganizationId organization = visit.organization();
        var verdicts = new HashMap<Object, CheckVerdict>();
        rooms.verdicts()
                .ofService(organization, service.id())
                .forEach(verdict -> verdicts.put(verdict.check(), verdict));
        List<CheckRow> checks =
                rooms.checks().ofService(organization, service.id()).stream()
                        .map(c -> new CheckRow(c, Optional.ofNullable(verdicts.get(c.id()))))
                        .toList();
        var spans =
                rooms.statuses()
                        .history(
                                organization,
                                service.id(),
                                visit.now().minus(Duration.ofDays(DAYS)),
                                visit.now());
        var view =
                new View(
                        service,
                        rooms.statuses().of(organization, service.id()),
                        checks,
                        rooms.incidents()
                                .list(organization, service.id(), Optional.empty(), INCIDENTS)
                                .items(),
                        DayBars.ofSpans(spans, visit.now(), DAYS),
                        service.escalation().flatMap(id -> rooms.policies().find(organization, id)),
                        DependencyPages.neighbours(rooms, service));
        return Reply.page(
                "services",
                (out, frame) -> JteserviceGenerated.render(out, Html.PLAIN, frame, view));
    }

    private Reply create(Visit visit) {
        Form form = visit.form();
        Service service = read(form, rooms.services().newId(), visit);
        return form.submit(
                () -> {
                    rooms.services().save(service, visit.actor());
                    return Reply.done(
                            HOME + "/" + service.id(),
                            service.name() + " was made. Add a check, so that it is watched.");
                },
                () -> form(422, visit, form, null));
    }

    private Reply edit(Visit visit) {
        Service service = find(visit);
        return form(200, visit, filled(service), service);
    }

    private Reply save(Visit visit) {
        Service before = find(visit);
        Form form = visit.form();
        Service service = read(form, before.id(), visit);
        return form.submit(
                () -> {
                    rooms.services().save(service, visit.actor());
                    return Reply.done(HOME + "/" + service.id(), service.name() + " was saved.");
                },
                () -> form(422, visit, form, before));
    }

    private Reply remove(Visit visit) {
        Service service = find(visit);
        String undo = rooms.services().remove(visit.organization(), service.id(), visit.actor());
        return Reply.deleted(HOME, "Deleted " + service.name() + " with its checks.", undo);
    }

    private Service find(Visit visit) {
        return rooms.services().get(visit.organization(), visit.id("service", ServiceId::new));
    }

    private Service read(Form form, ServiceId id, Visit visit) {
        var policy =
                new IncidentPolicy(
                        form.choice("policy.publish", Publish.class, Publish.AT_ONCE),
                        form.checked("policy.openOnDegraded"),
                        form.span("policy.openAfter", Duration.ZERO),
                        form.span("policy.resolveAfter", Duration.ZERO),
                        form.checked("policy.pageOnDegraded"));
        return new Service(
                id,
                visit.organization(),
                form.text("name"),
                form.text("description"),
                policy,
                escalation(form, visit.organization()));
    }

    private Optional<PolicyId> escalation(Form form, OrganizationId organization) {
        Optional<String> chosen = form.optional("escalation");
        Optional<PolicyId> known =
                chosen.flatMap(value ->
                        rooms.policies().list(organization).stream()
                                .map(EscalationPolicy::id)
                                .filter(id -> id.value().equals(value))
                                .findFirst());
        if (chosen.isPresent() && known.isEmpty()) {
            form.wrong("escalation", "'" + chosen.get() + "' is not one of your policies");
        }
        return known;
    }

    private static Form fresh() {
        return fill(Form.blank(), IncidentPolicy.DEFAULT);
    }

    private static Form filled(Service service) {
        return fill(Form.blank(), service.policy())
                .with("name", service.name())
                .with("description", service.description())
                .with("escalation", service.escalation());
    }

    private static Form fill(Form form, IncidentPolicy policy) {
        return form.with("policy.publish", policy.publish().name())
                .with("policy.openOnDegraded", policy.openOnDegraded())
                .with("policy.openAfter", Spans.write(policy.openAfter()))
                .with("policy.resolveAfter", Spans.write(policy.resolveAfter()))
                .with("policy.pageOnDegraded", policy.pageOnDegraded());
    }

    private Reply form(
            int status,
            Visit visit,
            Form form,
            @org.jspecify.annotations.Nullable Service service) {
        var policies = new ArrayList<Option>();
        policies.add(new Option("", "Nobody"));
        rooms.policies()
                .list(visit.organization())
                .forEach(p -> policies.add(new Option(p.id().value(), p.name())));
        var view = new FormView(form, Optional.ofNullable(service), policies);
        return new Reply.Page(
                status,
                "services",
                (out, frame) -> JteserviceFormGenerated.render(out, Html.PLAIN, frame, view));
    }
}
