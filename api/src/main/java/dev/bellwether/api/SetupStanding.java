package dev.bellwether.api;

import dev.bellwether.incident.IncidentRoom;
import dev.bellwether.incident.Template;
import dev.bellwether.model.Check;
import dev.bellwether.model.CheckId;
import dev.bellwether.model.Dependencies;
import dev.bellwether.model.EscalationPolicy;
import dev.bellwether.model.IntegrationId;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.Person;
import dev.bellwether.model.PolicyId;
import dev.bellwether.model.Schedule;
import dev.bellwether.model.ScheduleId;
import dev.bellwether.model.Service;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.StatusPage;
import dev.bellwether.model.TemplateId;
import dev.bellwether.watch.Integration;
import dev.bellwether.watch.Provider;
import dev.bellwether.watch.Providers;
import dev.bellwether.watch.RoutingRule;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// What stands in an organization, by name, under its keys.
///
/// @param providers its own, by their key
/// @param pages by their slug
record SetupStanding(
        OrganizationId organization,
        List<Person> persons,
        Map<String, Provider> providers,
        Map<ScheduleId, Schedule> schedules,
        Map<PolicyId, EscalationPolicy> policies,
        Map<ServiceId, Service> services,
        Map<ServiceId, Dependencies> dependencies,
        Map<CheckId, Check> checks,
        Map<IntegrationId, Integration> integrations,
        List<RoutingRule> routing,
        Map<TemplateId, Template> templates,
        Map<String, StatusPage> pages) {
    static SetupStanding of(OrganizationId organization, ApiRooms rooms) {
        IncidentRoom incidents = rooms.incidents();
        var inbound = rooms.watch().inbound();
        return new SetupStanding(
                organization,
                Cursors.all(after -> rooms.people().persons(organization, after, 200)),
                by(Providers::ownKey, rooms.providers().own(organization)),
                by(Schedule::id, rooms.oncall().schedules().list(organization)),
                by(EscalationPolicy::id, rooms.oncall().policies().list(organization)),
                by(Service::id, incidents.services().list(organization)),
                by(Dependencies::service, incidents.dependencies().all(organization)),
                by(
                        Check::id,
                        Cursors.all(after -> rooms.checks().list(organization, after, 1_000))),
                by(Integration::id, inbound.integrations().list(organization)),
                inbound.routing().of(organization),
                by(Template::id, incidents.templates().list(organization)),
                by(StatusPage::slug, rooms.pages().list(organization)));
    }

    Optional<Person> person(String email) {
        return persons.stream().filter(p -> p.email().equalsIgnoreCase(email)).findFirst();
    }

    private static <K, T> Map<K, T> by(Function<T, K> key, Collection<T> things) {
        var map = new LinkedHashMap<K, T>();
        things.forEach(thing -> map.put(key.apply(thing), thing));
        return map;
    }
}
