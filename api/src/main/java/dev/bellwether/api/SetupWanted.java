package dev.bellwether.api;

import dev.bellwether.api.SetupDocument.CheckEntry;
import dev.bellwether.model.InvalidInput.Problem;
import dev.bellwether.watch.Checks;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;

/// A document as things of the rooms, with everything that is wrong with it: names that lead
/// nowhere, secrets to keep that nobody has, circles, and what the rooms would refuse.
final class SetupWanted {
    private final SetupStanding now;
    private final SetupDocument document;
    private final SetupProblems problems = new SetupProblems();
    private final WantedProviders providers;
    private final WantedSchedules schedules;
    private final WantedPolicies policies;
    private final WantedServices services;
    private final WantedChecks checks;
    private final WantedInbound inbound;
    private final WantedTemplates templates;
    private final WantedPages pages;

    /// @param document without what is short for others
    /// @param goes whether what the document does not name goes, by its section and key
    SetupWanted(
            SetupStanding now,
            ApiRooms rooms,
            SetupDocument document,
            BiPredicate<String, String> goes) {
        this.now = now;
        this.document = document;
        problems.require(
                document.version() == SetupDocument.VERSION,
                "version",
                "'" + document.version() + "' is not a version this program reads; allowed: 1");
        this.providers = new WantedProviders(now, document, problems);
        this.schedules = new WantedSchedules(now, document, rooms.oncall().schedules(), problems);
        this.policies =
                new WantedPolicies(
                        now, document, schedules.changing(), rooms.oncall().policies(), problems);
        this.services =
                new WantedServices(
                        now, document, policies, id -> goes.test("services", id.value()), problems);
        this.checks =
                new WantedChecks(now, document, services, providers, rooms.checks(), problems);
        this.inbound = new WantedInbound(now, document, services, policies, problems);
        this.templates = new WantedTemplates(now, document, services, problems);
        this.pages = new WantedPages(now, document, services, rooms.pages(), problems);
    }

    List<Problem> problems() {
        return problems.all();
    }

    List<Problem> warnings() {
        return problems.warnings();
    }

    WantedProviders providers() {
        return providers;
    }

    WantedSchedules schedules() {
        return schedules;
    }

    WantedInbound inbound() {
        return inbound;
    }

    WantedPolicies policies() {
        return policies;
    }

    WantedServices services() {
        return services;
    }

    WantedChecks checks() {
        return checks;
    }

    WantedTemplates templates() {
        return templates;
    }

    WantedPages pages() {
        return pages;
    }

    /// As [SetupShown] shows what stands, so that the two can be compared.
    SetupDocument shown(ApiRooms rooms) {
        return new SetupDocument(
                SetupDocument.VERSION,
                document.providers()
                        .map(_ ->
                                providers.drafts().entrySet().stream()
                                        .map(e -> SetupShown.provider(e.getKey(), e.getValue()))
                                        .toList()),
                document.schedules().map(_ -> schedules.shown()),
                document.policies()
                        .map(_ ->
                                policies.all().values().stream()
                                        .map(p ->
                                                SetupShown.policy(
                                                        p,
                                                        now.persons(),
                                                        Optional.ofNullable(
                                                                now.policies().get(p.id()))))
                                        .toList()),
                document.services()
                        .map(_ ->
                                services.all().values().stream()
                                        .map(s ->
                                                SetupShown.service(
                                                        s,
                                                        services.dependencies()
                                                                .getOrDefault(
                                                                        s.id(),
                                                                        SetupShown.none(
                                                                                now.organization(),
                                                                                s.id()))))
                                        .toList()),
                Optional.empty(),
                document.checks()
                        .map(_ ->
                                checks.all().values().stream()
                                        .map(c ->
                                                CheckEntry.of(
                                                        Checks.masked(
                                                                rooms.checks().compared(c),
                                                                SetupShown.NEW)))
                                        .toList()),
                document.integrations()
                        .map(_ -> inbound.shown(rooms.watch().inbound().integrations())),
                document.routing().map(_ -> inbound.routing()),
                document.templates()
                        .map(_ ->
                                templates.all().values().stream()
                                        .map(SetupShown::template)
                                        .toList()),
                document.pages()
                        .map(_ ->
                                pages.all().values().stream()
                                        .map(p -> pages.shown(p, rooms.pages()))
                                        .toList()));
    }
}
