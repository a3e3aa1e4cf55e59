package dev.bellwether.api;

import dev.bellwether.api.SetupDocument.CheckEntry;
import dev.bellwether.api.SetupDocument.Contact;
import dev.bellwether.api.SetupDocument.PolicyEntry;
import dev.bellwether.api.SetupDocument.ProviderEntry;
import dev.bellwether.api.SetupDocument.ServiceEntry;
import dev.bellwether.api.SetupDocument.StepEntry;
import dev.bellwether.api.SetupDocument.TemplateEntry;
import dev.bellwether.incident.Template;
import dev.bellwether.model.ComponentId;
import dev.bellwether.model.Dependencies;
import dev.bellwether.model.EscalationPolicy;
import dev.bellwether.model.EscalationPolicy.Target;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.Person;
import dev.bellwether.model.Service;
import dev.bellwether.model.ServiceId;
import dev.bellwether.statuspage.PageSpec;
import dev.bellwether.watch.Checks;
import dev.bellwether.watch.ProviderDraft;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What stands as a document: every field written out, people by their address, no secret.
final class SetupShown {
    /// Stands in a plan for a secret that is to be another.
    static final String NEW = "(new)";

    private SetupShown() {}

    /// As an export has it: what merely follows a provider is told in one line.
    static SetupDocument exported(SetupStanding now) {
        return SetupFollows.contracted(document(now));
    }

    /// With every service and check of its own.
    static SetupDocument document(SetupStanding now) {
        return new SetupDocument(
                SetupDocument.VERSION,
                some(
                        now.providers().entrySet().stream()
                                .map(e -> provider(e.getKey(), ProviderDraft.of(e.getValue())))
                                .toList()),
                some(
                        now.schedules().values().stream()
                                .map(schedule -> WantedSchedules.shown(schedule, now.persons()))
                                .toList()),
                some(
                        now.policies().values().stream()
                                .map(policy -> policy(policy, now.persons(), Optional.of(policy)))
                                .toList()),
                some(
                        now.services().values().stream()
                                .map(service ->
                                        service(
                                                service,
                                                now.dependencies()
                                                        .getOrDefault(
                                                                service.id(),
                                                                none(
                                                                        now.organization(),
                                                                        service.id()))))
                                .toList()),
                Optional.empty(),
                some(
                        now.checks().values().stream()
                                .map(check -> CheckEntry.of(Checks.masked(check, Checks.KEPT)))
                                .toList()),
                some(
                        now.integrations().values().stream()
                                .map(SetupDocument.IntegrationEntry::of)
                                .toList()),
                some(now.routing()),
                some(now.templates().values().stream().map(SetupShown::template).toList()),
                some(now.pages().values().stream().map(page -> page(PageSpec.of(page))).toList()));
    }

    static ProviderEntry provider(String key, ProviderDraft draft) {
        return new ProviderEntry(
                key,
                draft.name().strip(),
                draft.page().strip(),
                Optional.of(draft.homepage().strip()),
                Optional.of(draft.category().strip()),
                Optional.of(draft.reader().strip().toLowerCase(Locale.ROOT)));
    }

    static Dependencies none(OrganizationId organization, ServiceId service) {
        return new Dependencies(service, organization, Set.of(), Dependencies.WINDOW);
    }

    /// @param before a webhook that stands there at the same place is kept, any other is new
    static PolicyEntry policy(
            EscalationPolicy policy, List<Person> persons, Optional<EscalationPolicy> before) {
        var steps = new ArrayList<StepEntry>();
        for (int i = 0; i < policy.steps().size(); i++) {
            var step = policy.steps().get(i);
            var contacts = new ArrayList<Contact>();
            for (int j = 0; j < step.targets().size(); j++) {
                Target target = step.targets().get(j);
                boolean kept = at(before, i, j).filter(target::equals).isPresent();
                contacts.add(contact(target, persons, kept ? Checks.KEPT : NEW));
            }
            steps.add(new StepEntry(List.copyOf(contacts), step.delay()));
        }
        return new PolicyEntry(
                policy.id(),
                policy.name(),
                List.copyOf(steps),
                Optional.of(policy.repeat()),
                Optional.of(policy.urgency()),
                policy.acknowledgeTimeout(),
                Optional.of(last(policy, persons, before)));
    }

    private static List<Contact> last(
            EscalationPolicy policy, List<Person> persons, Optional<EscalationPolicy> before) {
        List<Target> kept = before.map(EscalationPolicy::lastResort).orElse(List.of());
        return policy.lastResort().stream()
                .map(target -> contact(target, persons, kept.contains(target) ? Checks.KEPT : NEW))
                .toList();
    }

    private static Optional<Target> at(Optional<EscalationPolicy> policy, int step, int target) {
        return policy.map(EscalationPolicy::steps)
                .filter(steps -> step < steps.size())
                .map(steps -> steps.get(step).targets())
                .filter(targets -> target < targets.size())
                .map(targets -> targets.get(target));
    }

    private static Contact contact(Target target, List<Person> persons, String word) {
        return switch (target) {
            case Target.ToPerson(var id) ->
                    new Contact.Person(
                            persons.stream()
                                    .filter(person -> person.id().equals(id))
                                    .map(Person::email)
                                    .findFirst()
                                    .orElse(id.value()));
            case Target.ToSchedule(var id) -> new Contact.OnCall(id);
            case Target.ToWebhook(var url) -> new Contact.Webhook(host(url) + word);
            case Target.ToChannel(var channel, var address) ->
                    new Contact.Place(
                            channel,
                            channel.isSecret() ? channel.form().masked(address) + word : address);
        };
    }

    /// `https://host/`: what of a webhook's address is no secret.
    static String host(String url) {
        return URI.create(url).resolve("/").toString();
    }

    static ServiceEntry service(Service service, Dependencies dependencies) {
        return new ServiceEntry(
                service.id(),
                service.name(),
                Optional.of(service.description()),
                Optional.of(service.policy()),
                service.escalation(),
                sorted(dependencies.on()),
                Optional.of(dependencies.window()));
    }

    static TemplateEntry template(Template template) {
        return new TemplateEntry(
                template.id(),
                template.kind(),
                template.name(),
                Optional.of(template.title()),
                template.body(),
                template.status(),
                template.impact(),
                sorted(template.affected()));
    }

    /// Without ids: another installation has others for the same components.
    static PageSpec page(PageSpec page) {
        return page.withComponents(
                        page.groups().stream()
                                .map(g ->
                                        new PageSpec.Group(
                                                Optional.empty(), g.name(), g.description()))
                                .toList(),
                        page.components().stream().map(c -> withId(c, Optional.empty())).toList())
                .withAccess(access(page.access().orElse(PageSpec.Access.OPEN), false));
    }

    /// @param withPassword whether a new password stays in it
    static PageSpec.Access access(PageSpec.Access access, boolean withPassword) {
        return new PageSpec.Access(
                access.password() || access.newPassword().isPresent(),
                access.newPassword().filter(password -> withPassword),
                access.networks(),
                access.both(),
                false);
    }

    static PageSpec.Item withId(PageSpec.Item item, Optional<ComponentId> id) {
        return new PageSpec.Item(
                id,
                item.service(),
                item.name(),
                item.description(),
                item.group(),
                item.showUptime(),
                item.onlyShowIfDegraded(),
                item.startDate(),
                item.target());
    }

    private static List<ServiceId> sorted(Collection<ServiceId> ids) {
        return ids.stream().sorted(Comparator.comparing(ServiceId::value)).toList();
    }

    private static <T> Optional<List<T>> some(List<T> items) {
        return Optional.of(items);
    }
}
