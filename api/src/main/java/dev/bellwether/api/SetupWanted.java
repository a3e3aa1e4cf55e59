package dev.bellwether.api;

import dev.bellwether.api.SetupDocument.CheckEntry;
import dev.bellwether.api.SetupDocument.Contact;
import dev.bellwether.api.SetupDocument.PolicyEntry;
import dev.bellwether.api.SetupDocument.ServiceEntry;
import dev.bellwether.api.SetupDocument.TemplateEntry;
import dev.bellwether.incident.Services;
import dev.bellwether.incident.Template;
import dev.bellwether.incident.Templates;
import dev.bellwether.model.Check;
import dev.bellwether.model.CheckId;
import dev.bellwether.model.CheckSpec;
import dev.bellwether.model.ComponentId;
import dev.bellwether.model.Dependencies;
import dev.bellwether.model.EscalationPolicy;
import dev.bellwether.model.EscalationPolicy.Step;
import dev.bellwether.model.EscalationPolicy.Target;
import dev.bellwether.model.IncidentPolicy;
import dev.bellwether.model.InvalidInput.Problem;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.PersonId;
import dev.bellwether.model.PolicyId;
import dev.bellwether.model.Service;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.StatusPage;
import dev.bellwether.model.TemplateId;
import dev.bellwether.oncall.Policies;
import dev.bellwether.statuspage.PageSpec;
import dev.bellwether.statuspage.StatusPages;
import dev.bellwether.watch.Checks;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A document as things of the rooms, with everything that is wrong with it: names that lead
/// nowhere, secrets to keep that nobody has, and what the rooms would refuse.
final class SetupWanted {
    private static final String TO_KEEP =
            "'(kept)' keeps a value, and none is saved here; give it, as env:NAME or file:PATH";

    private final SetupStanding now;
    private final OrganizationId organization;
    private final List<Problem> problems = new ArrayList<>();
    private final Map<PolicyId, EscalationPolicy> policies = new LinkedHashMap<>();
    private final Map<ServiceId, Service> services = new LinkedHashMap<>();
    private final Map<ServiceId, Dependencies> dependencies = new LinkedHashMap<>();
    private final Map<CheckId, Check> checks = new LinkedHashMap<>();
    private final Map<TemplateId, Template> templates = new LinkedHashMap<>();
    private final Map<String, PageSpec> pages = new LinkedHashMap<>();
    private final SetupDocument document;

    SetupWanted(SetupStanding now, Checks rules, Policies paging, SetupDocument document) {
        this.now = now;
        this.organization = now.organization();
        this.document = document;
        require(
                document.version() == SetupDocument.VERSION,
                "version",
                "'" + document.version() + "' is not a version this program reads; allowed: 1");
        each("policies", document.policies(), (at, entry) -> policy(at, entry, paging));
        each("services", document.services(), this::service);
        document.services().ifPresent(this::dependencies);
        each("checks", document.checks(), (at, entry) -> check(at, entry, rules));
        each("templates", document.templates(), this::template);
        each("pages", document.pages(), this::page);
    }

    List<Problem> problems() {
        return List.copyOf(problems);
    }

    Map<PolicyId, EscalationPolicy> policies() {
        return policies;
    }

    Map<ServiceId, Service> services() {
        return services;
    }

    Map<ServiceId, Dependencies> dependencies() {
        return dependencies;
    }

    Map<CheckId, Check> checks() {
        return checks;
    }

    Map<TemplateId, Template> templates() {
        return templates;
    }

    Map<String, PageSpec> pages() {
        return pages;
    }

    /// As [SetupShown] shows what stands, so that the two can be compared.
    SetupDocument shown(Checks compare, StatusPages drafts) {
        return new SetupDocument(
                SetupDocument.VERSION,
                document.policies()
                        .map(_ ->
                                policies.values().stream()
                                        .map(p ->
                                                SetupShown.policy(
                                                        p,
                                                        now.persons(),
                                                        Optional.ofNullable(
                                                                now.policies().get(p.id()))))
                                        .toList()),
                document.services()
                        .map(_ ->
                                services.values().stream()
                                        .map(s ->
                                                SetupShown.service(
                                                        s,
                                                        dependencies.getOrDefault(
                                                                s.id(),
                                                                SetupShown.none(
                                                                        organization, s.id()))))
                                        .toList()),
                document.checks()
                        .map(_ ->
                                checks.values().stream()
                                        .map(c ->
                                                CheckEntry.of(
                                                        Checks.masked(
                                                                compare.compared(c),
                                                                SetupShown.NEW)))
                                        .toList()),
                document.templates()
                        .map(_ -> templates.values().stream().map(SetupShown::template).toList()),
                document.pages()
                        .map(_ -> pages.values().stream().map(p -> shown(p, drafts)).toList()));
    }

    private PageSpec shown(PageSpec page, StatusPages drafts) {
        StatusPage there = now.pages().get(page.slug());
        if (there == null) {
            return SetupShown.page(page);
        }
        PageSpec drafted = PageSpec.of(drafts.draft(organization, there.id(), page));
        return SetupShown.page(page.access().map(drafted::withAccess).orElse(drafted));
    }

    private void policy(String at, PolicyEntry entry, Policies paging) {
        var left = new ArrayList<String>();
        Optional.ofNullable(now.policies().get(entry.id())).stream()
                .flatMap(policy -> policy.steps().stream())
                .flatMap(step -> step.targets().stream())
                .forEach(target -> {
                    if (target instanceof Target.ToWebhook(var url)) {
                        left.add(url);
                    }
                });
        var steps = new ArrayList<Step>();
        int before = problems.size();
        for (int i = 0; i < entry.steps().size(); i++) {
            var targets = new ArrayList<Target>();
            var contacts = entry.steps().get(i).targets();
            for (int j = 0; j < contacts.size(); j++) {
                String field = at + ".steps[" + i + "].targets[" + j + "]";
                targets.add(target(field, contacts.get(j), left));
            }
            steps.add(new Step(targets, entry.steps().get(i).delay()));
        }
        var policy =
                new EscalationPolicy(
                        entry.id(), organization, entry.name(), steps, entry.repeat().orElse(0));
        unique(at, policies.put(entry.id(), policy), "id", entry.id().value());
        if (problems.size() == before) {
            under(at, paging.problems(policy));
        }
    }

    private Target target(String field, Contact contact, List<String> left) {
        return switch (contact) {
            case Contact.Person(var email) -> {
                var person = now.person(email);
                require(
                        person.isPresent(),
                        field + ".email",
                        "'" + email + "' is nobody of this organization; invite them first");
                yield new Target.ToPerson(person.map(p -> p.id()).orElse(new PersonId("x")));
            }
            case Contact.OnCall(var schedule) -> new Target.ToSchedule(schedule);
            case Contact.Webhook(var url) -> {
                if (!url.endsWith(Checks.KEPT)) {
                    yield new Target.ToWebhook(url);
                }
                String host = url.substring(0, url.length() - Checks.KEPT.length());
                var kept =
                        left.stream().filter(one -> SetupShown.host(one).equals(host)).findFirst();
                require(kept.isPresent(), field + ".url", TO_KEEP);
                kept.ifPresent(left::remove);
                yield new Target.ToWebhook(kept.orElse(url));
            }
        };
    }

    private void service(String at, ServiceEntry entry) {
        var service =
                new Service(
                        entry.id(),
                        organization,
                        entry.name(),
                        entry.description().orElse(""),
                        entry.incidents().orElse(IncidentPolicy.DEFAULT),
                        entry.escalation());
        unique(at, services.put(entry.id(), service), "id", entry.id().value());
        under(at, Services.problems(service));
        entry.escalation()
                .ifPresent(id ->
                        require(
                                policies.containsKey(id) || now.policies().containsKey(id),
                                at + ".escalation",
                                "'" + id + "' is no escalation policy, here or in the file"));
    }

    private void dependencies(List<ServiceEntry> entries) {
        for (int i = 0; i < entries.size(); i++) {
            ServiceEntry entry = entries.get(i);
            known("services[" + i + "].dependsOn", entry.dependsOn());
            dependencies.put(
                    entry.id(),
                    new Dependencies(
                            entry.id(),
                            organization,
                            Set.copyOf(entry.dependsOn()),
                            entry.causeWindow().orElse(Dependencies.WINDOW)));
        }
    }

    private void check(String at, CheckEntry entry, Checks rules) {
        Check before = now.checks().get(entry.id());
        Check check =
                HeartbeatTokens.given(
                        entry.input().as(entry.id(), organization), Optional.ofNullable(before));
        if (check.spec() instanceof CheckSpec.Http http) {
            CheckSpec.Http stored =
                    before != null && before.spec() instanceof CheckSpec.Http was ? was : null;
            http.headers()
                    .forEach((name, value) ->
                            require(
                                    !value.equals(Checks.KEPT)
                                            || stored != null && stored.headers().containsKey(name),
                                    at + ".spec.headers." + name,
                                    TO_KEEP));
            require(
                    !http.body().equals(Checks.KEPT) || stored != null && !stored.body().isEmpty(),
                    at + ".spec.body",
                    TO_KEEP);
        }
        unique(at, checks.put(entry.id(), check), "id", entry.id().value());
        known(at + ".service", List.of(entry.service()));
        under(at, rules.problems(check));
    }

    private void template(String at, TemplateEntry entry) {
        var template =
                new Template(
                        entry.id(),
                        organization,
                        entry.kind(),
                        entry.name(),
                        entry.title().orElse(""),
                        entry.body(),
                        entry.status(),
                        entry.impact(),
                        Set.copyOf(entry.affected()));
        unique(at, templates.put(entry.id(), template), "id", entry.id().value());
        known(at + ".affected", entry.affected());
        under(at, Templates.problems(template));
    }

    private void page(String at, PageSpec given) {
        Optional<StatusPage> there = Optional.ofNullable(now.pages().get(given.slug()));
        boolean hasPassword = there.map(page -> page.access().password()).orElse(false);
        var free = new ArrayList<>(there.map(StatusPage::components).orElse(List.of()));
        List<PageSpec.Item> items =
                given.components().stream()
                        .map(item -> {
                            Optional<ComponentId> id =
                                    free.stream()
                                            .filter(c -> c.service().equals(item.service()))
                                            .filter(c -> c.name().equals(item.name()))
                                            .findFirst()
                                            .map(c -> {
                                                free.remove(c);
                                                return c.id();
                                            });
                            return SetupShown.withId(item, id);
                        })
                        .toList();
        PageSpec page = given.withComponents(given.groups(), items);
        if (given.access().isPresent()) {
            // A password is given once; the one there is stays, for it cannot be compared.
            page = page.withAccess(SetupShown.access(given.access().get(), !hasPassword));
            require(
                    !given.access().get().password()
                            || hasPassword
                            || given.access().get().newPassword().isPresent(),
                    at + ".access.newPassword",
                    "is missing, for the page has no password yet; give it, as env:NAME or"
                            + " file:PATH");
        }
        require(
                given.look().uploadedLogo().isEmpty()
                        || there.map(p -> p.look().logo()).equals(Optional.of(given.look().logo())),
                at + ".look.logo",
                "'" + given.look().logo().orElse("") + "' was not uploaded to this page");
        unique(at, pages.put(given.slug(), page), "slug", given.slug());
        for (int i = 0; i < items.size(); i++) {
            known(at + ".components[" + i + "].service", List.of(items.get(i).service()));
        }
        under(at, StatusPages.problems(page));
    }

    private void known(String field, List<ServiceId> ids) {
        for (ServiceId id : new HashSet<>(ids)) {
            require(
                    services.containsKey(id) || now.services().containsKey(id),
                    field,
                    "'" + id + "' is no service, here or in the file");
        }
    }

    private void unique(String at, @Nullable Object before, String key, String value) {
        require(before == null, at + "." + key, "'" + value + "' is given a second time");
    }

    private void under(String at, List<Problem> found) {
        found.forEach(p -> problems.add(new Problem(at + "." + p.field(), p.message())));
    }

    private void require(boolean holds, String field, String message) {
        if (!holds) {
            problems.add(new Problem(field, message));
        }
    }

    private interface Taker<T> {
        void take(String at, T entry);
    }

    private static <T> void each(String section, Optional<List<T>> entries, Taker<T> taker) {
        List<T> all = entries.orElse(List.of());
        for (int i = 0; i < all.size(); i++) {
            taker.take(section + "[" + i + "]", all.get(i));
        }
    }
}
