package dev.bellwether.api;

import dev.bellwether.incident.Template;
import dev.bellwether.model.Channel;
import dev.bellwether.model.CheckId;
import dev.bellwether.model.CheckSpec;
import dev.bellwether.model.EscalationPolicy;
import dev.bellwether.model.Impact;
import dev.bellwether.model.IncidentPolicy;
import dev.bellwether.model.IncidentStatus;
import dev.bellwether.model.IntegrationId;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.PolicyId;
import dev.bellwether.model.ProviderId;
import dev.bellwether.model.Restriction;
import dev.bellwether.model.Rotation;
import dev.bellwether.model.ScheduleId;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.Status;
import dev.bellwether.model.TemplateId;
import dev.bellwether.statuspage.PageSpec;
import dev.bellwether.watch.InboundMapping;
import dev.bellwether.watch.Integration;
import dev.bellwether.watch.RoutingRule;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What is set up in an organization, as people keep it in a file. A section that is left out is
/// not touched. No secret is in it: a value that reads `(kept)` stays what it is.
///
/// @param version 1
/// @param routing in order: the first rule that takes an alert says where it goes
/// @param pages known by their slug; their groups and components by name and service
record SetupDocument(
        int version,
        Optional<List<ProviderEntry>> providers,
        Optional<List<ScheduleEntry>> schedules,
        Optional<List<PolicyEntry>> policies,
        Optional<List<ServiceEntry>> services,
        Optional<List<FollowEntry>> follows,
        Optional<List<CheckEntry>> checks,
        Optional<List<IntegrationEntry>> integrations,
        Optional<List<RoutingRule>> routing,
        Optional<List<TemplateEntry>> templates,
        Optional<List<PageSpec>> pages) {
    static final int VERSION = 1;

    /// A provider of the organization's own. Checks name it `own.` and its id.
    ///
    /// @param id 1 to 40 characters of a-z, 0-9 and `-`
    /// @param reader kind of its page, which is tried first; found out when left out
    record ProviderEntry(
            String id,
            String name,
            String page,
            Optional<String> homepage,
            Optional<String> category,
            Optional<String> reader) {}

    /// Who is on call when. Overrides and swaps are not set up but happen.
    ///
    /// @param layers the lowest first
    /// @param acceptGaps it is meant that nobody can be reached at times
    record ScheduleEntry(
            ScheduleId id,
            String name,
            Optional<String> description,
            String zone,
            List<LayerEntry> layers,
            Optional<Boolean> acceptGaps) {}

    /// @param name known by it; `Layer 1` and so on when left out
    /// @param people by their mail addresses, in the order of their turns
    record LayerEntry(
            Optional<String> name,
            Rotation rotation,
            List<String> people,
            List<Restriction> restrictions) {}

    /// A provider, or a part of one, that is followed as a service: short for a service and its
    /// check with nothing else said.
    ///
    /// @param id of the service
    /// @param provider of the catalogue, or `own.` and the id of one of the organization's own
    /// @param name that of the provider when left out
    /// @param check id of the check; the service's when left out
    record FollowEntry(
            ServiceId id,
            ProviderId provider,
            Optional<String> component,
            Optional<String> name,
            Optional<CheckId> check) {}

    /// Another program that may raise alerts. Its keys are no part of the set-up: one that is made
    /// by a document has none that anybody knows, until one is made for it.
    ///
    /// @param kind one of `/senders`; `json` when left out
    /// @param secret what the sender signs with
    record IntegrationEntry(
            IntegrationId id,
            String name,
            Optional<String> kind,
            ServiceId service,
            Optional<Boolean> published,
            Optional<Integer> perMinute,
            Optional<InboundMapping> mapping,
            Optional<String> secret) {
        Integration as(OrganizationId organization) {
            return new Integration(
                    id,
                    organization,
                    name,
                    kind.orElse("json"),
                    service,
                    published.orElse(false),
                    perMinute.orElse(Integration.PER_MINUTE),
                    mapping,
                    secret);
        }

        static IntegrationEntry of(Integration one) {
            return new IntegrationEntry(
                    one.id(),
                    one.name(),
                    Optional.of(one.kind()),
                    one.service(),
                    Optional.of(one.published()),
                    Optional.of(one.perMinute()),
                    one.mapping(),
                    one.secret());
        }
    }

    /// All rules as one thing, for a plan: their order matters.
    record Routing(List<RoutingRule> rules) {}

    /// @param urgency HIGH when it is not there
    record PolicyEntry(
            PolicyId id,
            String name,
            List<StepEntry> steps,
            Optional<Integer> repeat,
            Optional<EscalationPolicy.Hurry> urgency,
            Optional<Duration> acknowledgeTimeout,
            Optional<List<Contact>> lastResort) {}

    record StepEntry(List<Contact> targets, Duration delay) {}

    /// Whom a step pages.
    sealed interface Contact {
        record Person(String email) implements Contact {}

        /// Whoever the schedule says is on call.
        record OnCall(ScheduleId schedule) implements Contact {}

        /// @param url `https://host/(kept)` stands for the one that is saved
        record Webhook(String url) implements Contact {}

        /// A channel such as a team's chat. A secret address is shown as a webhook's is.
        record Place(Channel channel, String address) implements Contact {}
    }

    /// @param incidents how its signals become incidents
    /// @param causeWindow ten minutes when left out
    record ServiceEntry(
            ServiceId id,
            String name,
            Optional<String> description,
            Optional<IncidentPolicy> incidents,
            Optional<PolicyId> escalation,
            List<ServiceId> dependsOn,
            Optional<Duration> causeWindow) {}

    record CheckEntry(
            CheckId id,
            ServiceId service,
            String name,
            CheckSpec spec,
            Optional<Duration> interval,
            Optional<Duration> timeout,
            Optional<Duration> degradedAbove,
            Optional<Status> whenDown,
            Optional<dev.bellwether.model.Check.Recovery> recovery,
            List<String> places,
            Optional<Boolean> paused,
            List<String> labels) {
        dev.bellwether.model.Check as(OrganizationId organization) {
            var input =
                    new CheckInput(
                            service,
                            name,
                            WantedProviders.kept(spec, organization),
                            interval,
                            timeout,
                            degradedAbove,
                            whenDown,
                            recovery,
                            places,
                            paused,
                            labels);
            return input.as(id, organization);
        }

        static CheckEntry of(dev.bellwether.model.Check check) {
            return new CheckEntry(
                    check.id(),
                    check.service(),
                    check.name(),
                    WantedProviders.shown(check.spec(), check.organization()),
                    Optional.of(check.interval()),
                    Optional.of(check.timeout()),
                    check.degradedAbove(),
                    Optional.of(check.whenDown()),
                    Optional.of(check.recovery()),
                    check.places(),
                    Optional.of(check.paused()),
                    check.labels());
        }
    }

    record TemplateEntry(
            TemplateId id,
            Template.Kind kind,
            String name,
            Optional<String> title,
            String body,
            Optional<IncidentStatus> status,
            Optional<Impact> impact,
            List<ServiceId> affected) {}
}
