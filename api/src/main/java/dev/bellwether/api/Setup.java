package dev.bellwether.api;

import dev.bellwether.incident.IncidentRoom;
import dev.bellwether.model.Actor;
import dev.bellwether.model.CheckId;
import dev.bellwether.model.Dependencies;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.InvalidInput.Problem;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.PageId;
import dev.bellwether.model.PolicyId;
import dev.bellwether.model.Service;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.StatusPage;
import dev.bellwether.model.TemplateId;
import dev.bellwether.oncall.Policies;
import dev.bellwether.people.People;
import dev.bellwether.statuspage.StatusPages;
import dev.bellwether.watch.Checks;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/// The set-up of an organization as a document, and back. Each thing is saved by its own room in
/// its own transaction, in an order in which an apply that broke off is safe to repeat.
final class Setup {
    private final People people;
    private final Checks checks;
    private final IncidentRoom incidents;
    private final Policies policies;
    private final StatusPages pages;

    Setup(
            People people,
            Checks checks,
            IncidentRoom incidents,
            Policies policies,
            StatusPages pages) {
        this.people = people;
        this.checks = checks;
        this.incidents = incidents;
        this.policies = policies;
        this.pages = pages;
    }

    SetupDocument read(OrganizationId organization) {
        return SetupShown.document(standing(organization));
    }

    /// @throws InvalidInput with everything that is wrong
    SetupPlan plan(OrganizationId organization, SetupDocument document, boolean prune) {
        SetupStanding now = standing(organization);
        return new SetupPlan(steps(now, wanted(now, document), prune), false);
    }

    List<Problem> problems(OrganizationId organization, SetupDocument document) {
        SetupStanding now = standing(organization);
        return new SetupWanted(now, checks, policies, document).problems();
    }

    /// @throws InvalidInput with everything that is wrong; then nothing was changed
    SetupPlan apply(
            OrganizationId organization, SetupDocument document, boolean prune, Actor actor) {
        SetupStanding now = standing(organization);
        SetupWanted wanted = wanted(now, document);
        List<SetupStep> steps = steps(now, wanted, prune);
        loosen(now, wanted, actor);
        for (SetupStep step : steps) {
            switch (step) {
                case SetupStep.Create made -> save(organization, made, wanted, now, actor);
                case SetupStep.Change made -> save(organization, made, wanted, now, actor);
                case SetupStep.Delete gone -> remove(organization, gone, now, actor);
                case SetupStep.Leave _ -> {}
            }
        }
        return new SetupPlan(steps, true);
    }

    private SetupWanted wanted(SetupStanding now, SetupDocument document) {
        var wanted = new SetupWanted(now, checks, policies, document);
        if (!wanted.problems().isEmpty()) {
            throw new InvalidInput(wanted.problems());
        }
        return wanted;
    }

    private List<SetupStep> steps(SetupStanding now, SetupWanted wanted, boolean prune) {
        return SetupPlanner.steps(SetupShown.document(now), wanted.shown(checks, pages), prune);
    }

    /// Lets go of what is not to be depended on any more, before something new is: two arrows that
    /// turn around would be a circle for a moment.
    private void loosen(SetupStanding now, SetupWanted wanted, Actor actor) {
        for (Dependencies is : now.dependencies().values()) {
            Dependencies to = wanted.dependencies().getOrDefault(is.service(), is);
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
        // Every service is there before one depends on another.
        for (Service service : wanted.services().values()) {
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

    private void save(
            OrganizationId organization,
            SetupStep step,
            SetupWanted wanted,
            SetupStanding now,
            Actor actor) {
        String key = step.key();
        switch (step.section()) {
            case "policies" -> policies.save(known(wanted.policies(), new PolicyId(key)), actor);
            case "services" -> {
                var id = new ServiceId(key);
                incidents.services().save(known(wanted.services(), id), actor);
                Dependencies on = known(wanted.dependencies(), id);
                if (!on.equals(now.dependencies().get(id))) {
                    incidents.dependencies().save(on, actor);
                }
            }
            case "checks" -> checks.save(known(wanted.checks(), new CheckId(key)), actor);
            case "templates" ->
                    incidents
                            .templates()
                            .save(known(wanted.templates(), new TemplateId(key)), actor);
            case "pages" -> {
                Optional<PageId> there =
                        Optional.ofNullable(now.pages().get(key)).map(StatusPage::id);
                if (there.isPresent()) {
                    pages.update(organization, there.get(), known(wanted.pages(), key), actor);
                } else {
                    pages.create(organization, known(wanted.pages(), key), actor);
                }
            }
            default -> throw new IllegalStateException(step.section());
        }
    }

    private void remove(
            OrganizationId organization, SetupStep step, SetupStanding now, Actor actor) {
        String key = step.key();
        switch (step.section()) {
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

    private SetupStanding standing(OrganizationId organization) {
        return SetupStanding.of(organization, people, checks, incidents, policies, pages);
    }
}
