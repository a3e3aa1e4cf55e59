package dev.bellwether.api;

import dev.bellwether.incident.IncidentRoom;
import dev.bellwether.model.Actor;
import dev.bellwether.model.CheckId;
import dev.bellwether.model.Conflict;
import dev.bellwether.model.Dependencies;
import dev.bellwether.model.IntegrationId;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.InvalidInput.Problem;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.PageId;
import dev.bellwether.model.PolicyId;
import dev.bellwether.model.ScheduleId;
import dev.bellwether.model.Service;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.StatusPage;
import dev.bellwether.model.TemplateId;
import dev.bellwether.oncall.OpensGaps;
import dev.bellwether.oncall.Policies;
import dev.bellwether.oncall.Schedules;
import dev.bellwether.statuspage.StatusPages;
import dev.bellwether.watch.Checks;
import dev.bellwether.watch.Inbound;
import dev.bellwether.watch.Integration;
import dev.bellwether.watch.Providers;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/// Takes the steps of a plan, each by the door of its room. What a room refuses names the entry of
/// the document that it was about.
final class SetupSteps {
    private final SetupStanding now;
    private final SetupWanted wanted;
    private final Providers providers;
    private final Checks checks;
    private final IncidentRoom incidents;
    private final Policies policies;
    private final Schedules schedules;
    private final Inbound inbound;
    private final StatusPages pages;
    private final Actor actor;

    SetupSteps(SetupStanding now, SetupWanted wanted, ApiRooms rooms, Actor actor) {
        this.now = now;
        this.wanted = wanted;
        this.providers = rooms.providers();
        this.checks = rooms.checks();
        this.incidents = rooms.incidents();
        this.policies = rooms.oncall().policies();
        this.schedules = rooms.oncall().schedules();
        this.inbound = rooms.watch().inbound();
        this.pages = rooms.pages();
        this.actor = actor;
    }

    /// @throws InvalidInput when a room refuses one
    void take(List<SetupStep> steps, Map<String, String> fields) {
        loosen();
        for (SetupStep step : steps) {
            String at = fields.getOrDefault(step.section() + "/" + step.key(), step.section());
            try {
                switch (step) {
                    case SetupStep.Create made -> save(made);
                    case SetupStep.Change made -> save(made);
                    case SetupStep.Delete gone -> remove(gone);
                    case SetupStep.Leave _ -> {}
                }
            } catch (OpensGaps e) {
                throw new InvalidInput(
                        at + ".layers",
                        e.getMessage() + " (acceptGaps: true says that it is meant)");
            } catch (Conflict e) {
                throw new InvalidInput(at, "'" + step.key() + "': " + e.getMessage());
            } catch (InvalidInput e) {
                throw new InvalidInput(
                        e.problems().stream()
                                .map(p -> new Problem(at + "." + p.field(), p.message()))
                                .toList());
            }
        }
    }

    /// Lets go of what is not to be depended on any more, before something new is: two arrows that
    /// turn around would be a circle for a moment. And every service is there before one depends on
    /// another.
    private void loosen() {
        for (Dependencies is : now.dependencies().values()) {
            Dependencies to = wanted.services().after(is);
            var both = is.on().stream().filter(to.on()::contains).collect(Collectors.toSet());
            if (both.size() < is.on().size()) {
                incidents
                        .dependencies()
                        .save(
                                new Dependencies(
                                        is.service(), is.organization(), both, is.window()),
                                actor);
            }
        }
        for (Service service : wanted.services().all().values()) {
            if (!now.services().containsKey(service.id())) {
                var alone =
                        new Service(
                                service.id(),
                                service.organization(),
                                service.name(),
                                service.description(),
                                service.policy(),
                                Optional.empty());
                incidents.services().save(alone, actor);
            }
        }
    }

    private void save(SetupStep step) {
        String key = step.key();
        OrganizationId organization = now.organization();
        switch (step.section()) {
            case "providers" ->
                    providers.put(
                            organization, key, known(wanted.providers().drafts(), key), actor);
            case "schedules" -> {
                var id = new ScheduleId(key);
                WantedSchedules.Wanted one = known(wanted.schedules().all(), id);
                schedules.put(organization, id, one.draft(), one.acceptGaps(), actor);
            }
            case "policies" ->
                    policies.save(known(wanted.policies().all(), new PolicyId(key)), actor);
            case "services" -> {
                var id = new ServiceId(key);
                incidents.services().save(known(wanted.services().all(), id), actor);
                Dependencies on = known(wanted.services().dependencies(), id);
                if (!on.equals(now.dependencies().get(id))) {
                    incidents.dependencies().save(on, actor);
                }
            }
            case "checks" -> checks.save(known(wanted.checks().all(), new CheckId(key)), actor);
            case "integrations" -> {
                var id = new IntegrationId(key);
                Integration one = known(wanted.inbound().integrations(), id);
                if (now.integrations().containsKey(id)) {
                    inbound.integrations().save(one, actor);
                } else {
                    inbound.integrations().make(one, actor);
                }
            }
            case "routing" ->
                    inbound.routing().save(organization, wanted.inbound().routing(), actor);
            case "templates" ->
                    incidents
                            .templates()
                            .save(known(wanted.templates().all(), new TemplateId(key)), actor);
            case "pages" -> {
                Optional<PageId> there =
                        Optional.ofNullable(now.pages().get(key)).map(StatusPage::id);
                if (there.isPresent()) {
                    pages.update(
                            organization, there.get(), known(wanted.pages().all(), key), actor);
                } else {
                    pages.create(organization, known(wanted.pages().all(), key), actor);
                }
            }
            default -> throw new IllegalStateException(step.section());
        }
    }

    private void remove(SetupStep step) {
        String key = step.key();
        OrganizationId organization = now.organization();
        switch (step.section()) {
            case "providers" ->
                    providers.remove(organization, Providers.ownId(organization, key), actor);
            case "schedules" -> schedules.remove(organization, new ScheduleId(key), actor);
            case "integrations" ->
                    inbound.integrations().remove(organization, new IntegrationId(key), actor);
            case "policies" -> policies.remove(organization, new PolicyId(key), actor);
            case "services" -> incidents.services().remove(organization, new ServiceId(key), actor);
            case "checks" -> checks.remove(organization, new CheckId(key), actor);
            case "templates" ->
                    incidents.templates().remove(organization, new TemplateId(key), actor);
            case "pages" -> pages.remove(organization, known(now.pages(), key).id(), actor);
            default -> throw new IllegalStateException(step.section());
        }
    }

    /// A step names only what stands in the set-up that it was made from.
    private static <K, V> V known(Map<K, V> map, K key) {
        return Objects.requireNonNull(map.get(key), () -> "There is no '" + key + "'");
    }
}
