package dev.bellwether.console;

import dev.bellwether.model.Check;
import dev.bellwether.model.CheckId;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.InvalidInput.Problem;
import dev.bellwether.model.ProviderId;
import dev.bellwether.model.Role;
import dev.bellwether.model.Service;
import dev.bellwether.model.Status;
import dev.bellwether.watch.CheckBacktest;
import dev.bellwether.watch.Checks;
import dev.bellwether.watch.Provider;
import dev.bellwether.watch.ProviderComponent;
import dev.bellwether.watch.ProviderState;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Making and changing a check: first its kind, then a form for that kind.
final class CheckFormPages {
    private static final String HOME = CheckPages.HOME;
    private static final int FOUND = 30;
    private static final Duration BACK = Duration.ofDays(30);

    /// @param service carried on to the form when it was chosen already
    record KindView(String service) {}

    record ProviderView(String service, String words, List<Provider> found) {}

    record FormView(
            Form form,
            CheckKind kind,
            Optional<Check> check,
            List<Service> services,
            Optional<Provider> provider,
            List<ProviderComponent> components,
            Optional<CheckBacktest.Outcome> outcome) {
        /// What is probed has results to be tried on.
        boolean canBeTried() {
            return check.isPresent() && kind != CheckKind.HEARTBEAT && kind != CheckKind.PROVIDER;
        }

        String title() {
            return check.map(c -> "Set-up of " + c.name()).orElse("New check: " + kind.word());
        }

        String action() {
            return check.map(c -> HOME + "/" + c.id() + "/edit")
                    .orElse(HOME + "/new/" + kind.name());
        }

        String back() {
            return check.map(c -> HOME + "/" + c.id()).orElse(HOME);
        }

        List<Option> serviceOptions() {
            return services.stream().map(s -> new Option(s.id().value(), s.name())).toList();
        }

        List<Option> whenDown() {
            return List.of(
                    new Option(Status.MAJOR_OUTAGE.name(), "Major outage"),
                    new Option(Status.PARTIAL_OUTAGE.name(), "Partial outage"),
                    new Option(Status.DEGRADED.name(), "Degraded"));
        }

        List<Option> methods() {
            return options("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
        }

        List<Option> types() {
            return options("A", "AAAA", "CNAME", "MX", "NS", "TXT", "SOA", "CAA", "SRV", "PTR");
        }

        List<Option> componentOptions() {
            var all = new java.util.ArrayList<Option>();
            all.add(new Option("", "The whole of it"));
            components.forEach(c -> all.add(new Option(c.name(), label(c))));
            return all;
        }

        private static String label(ProviderComponent component) {
            return component.group().isEmpty()
                    ? component.name()
                    : component.group() + " / " + component.name();
        }

        private static List<Option> options(String... values) {
            return Arrays.stream(values).map(v -> new Option(v, v)).toList();
        }
    }

    private final Rooms rooms;

    CheckFormPages(Rooms rooms) {
        this.rooms = rooms;
    }

    void register(Routes routes) {
        routes.get(HOME + "/new", Role.EDITOR, this::kinds);
        routes.get(HOME + "/new/{kind}", Role.EDITOR, this::blank);
        routes.post(HOME + "/new/{kind}", Role.EDITOR, this::create);
        routes.get(HOME + "/{id}/edit", Role.EDITOR, this::edit);
        routes.post(HOME + "/{id}/edit", Role.EDITOR, this::save);
    }

    private Reply kinds(Visit visit) {
        if (rooms.services().list(visit.organization()).isEmpty()) {
            return Reply.sorry(
                    ServicePages.HOME + "/new",
                    "A check belongs to a service. Make the service first.");
        }
        var view = new KindView(visit.query("service"));
        return Reply.page(
                "checks",
                (out, frame) -> JtecheckKindsGenerated.render(out, Html.PLAIN, frame, view));
    }

    private Reply blank(Visit visit) {
        CheckKind kind = kind(visit);
        if (kind == CheckKind.PROVIDER && visit.query("provider").isEmpty()) {
            return chooseProvider(visit);
        }
        Form form = CheckForm.fresh(kind).with("service", visit.query("service"));
        if (kind == CheckKind.PROVIDER) {
            form.with("spec.provider", visit.query("provider"));
            provider(visit, visit.query("provider"))
                    .ifPresent(p -> form.with("name", p.name() + " status page"));
        }
        return form(200, visit, form, kind, null, null);
    }

    private Reply chooseProvider(Visit visit) {
        String words = visit.query("q");
        List<Provider> found =
                words.isEmpty()
                        ? List.of()
                        : rooms.providers().search(visit.organization(), words, FOUND);
        var view = new ProviderView(visit.query("service"), words, found);
        return Reply.page(
                "checks",
                (out, frame) -> JtechooseProviderGenerated.render(out, Html.PLAIN, frame, view));
    }

    private Reply create(Visit visit) {
        CheckKind kind = kind(visit);
        Form form = visit.form();
        List<Service> services = rooms.services().list(visit.organization());
        Check check = CheckForm.read(form, kind, Checks.newId(), services, Optional.empty());
        return form.submit(
                () -> {
                    Check saved = rooms.checks().save(check, visit.actor());
                    return Reply.done(
                            HOME + "/" + saved.id(),
                            saved.name() + " was made. It runs within its interval.");
                },
                () -> form(422, visit, form, kind, null, null));
    }

    private Reply edit(Visit visit) {
        Check check = find(visit);
        return form(200, visit, CheckForm.of(check), CheckKind.of(check.spec()), check, null);
    }

    private Reply save(Visit visit) {
        Check before = find(visit);
        Form form = visit.form();
        CheckKind kind = CheckKind.of(before.spec());
        List<Service> services = rooms.services().list(visit.organization());
        Check check = CheckForm.read(form, kind, before.id(), services, Optional.of(before));
        return form.submit(
                () -> {
                    if (form.checked("try")) {
                        return form(200, visit, form, kind, before, tried(visit, check, before));
                    }
                    Check saved = rooms.checks().save(check, visit.actor());
                    return Reply.done(HOME + "/" + saved.id(), saved.name() + " was saved.");
                },
                () -> form(422, visit, form, kind, before, null));
    }

    private CheckBacktest.Outcome tried(Visit visit, Check check, Check before) {
        List<Problem> problems = rooms.checks().problems(check);
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
        if (!check.service().equals(before.service())) {
            throw new InvalidInput(
                    "service", "the past is that of one service: try it before the check moves");
        }
        Instant since = visit.now().minus(BACK);
        return rooms.watch()
                .backtest()
                .run(
                        check,
                        rooms.services().get(visit.organization(), check.service()).policy(),
                        rooms.history()
                                .results(
                                        visit.organization(),
                                        check.id(),
                                        since,
                                        visit.now(),
                                        CheckBacktest.MOST_RESULTS),
                        since,
                        visit.now());
    }

    private Reply form(
            int status,
            Visit visit,
            Form form,
            CheckKind kind,
            @Nullable Check check,
            CheckBacktest.@Nullable Outcome outcome) {
        Optional<Provider> provider = provider(visit, form.text("spec.provider"));
        List<ProviderComponent> components =
                provider.flatMap(p -> rooms.providers().state(visit.organization(), p.id()))
                        .map(ProviderState::components)
                        .orElse(List.of());
        var view =
                new FormView(
                        form,
                        kind,
                        Optional.ofNullable(check),
                        rooms.services().list(visit.organization()),
                        provider,
                        components,
                        Optional.ofNullable(outcome));
        return new Reply.Page(
                status,
                "checks",
                (out, frame) -> JtecheckFormGenerated.render(out, Html.PLAIN, frame, view));
    }

    private Optional<Provider> provider(Visit visit, String id) {
        try {
            return id.isEmpty()
                    ? Optional.empty()
                    : rooms.providers().find(visit.organization(), new ProviderId(id));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static CheckKind kind(Visit visit) {
        String name = visit.context().pathParam("kind");
        return CheckKind.named(name)
                .orElseThrow(() -> new dev.bellwether.model.NotFound("kind of check", name));
    }

    private Check find(Visit visit) {
        return rooms.checks().get(visit.organization(), visit.id("check", CheckId::new));
    }
}
