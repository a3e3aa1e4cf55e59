package dev.bellwether.api;

import dev.bellwether.api.SetupDocument.CheckEntry;
import dev.bellwether.model.InvalidInput.Problem;
import dev.bellwether.oncall.Policies;
import dev.bellwether.statuspage.StatusPages;
import dev.bellwether.watch.Checks;
import java.util.List;
import java.util.Optional;

/// A document as things of the rooms, with everything that is wrong with it: names that lead
/// nowhere, secrets to keep that nobody has, circles, and what the rooms would refuse.
final class SetupWanted {
    private final SetupStanding now;
    private final SetupDocument document;
    private final SetupProblems problems = new SetupProblems();
    private final WantedProviders providers;
    private final WantedPolicies policies;
    private final WantedServices services;
    private final WantedChecks checks;
    private final WantedTemplates templates;
    private final WantedPages pages;

    /// @param prune whether what the document's sections do not name goes
    SetupWanted(
            SetupStanding now,
            Checks checkRules,
            Policies policyRules,
            StatusPages pageRules,
            SetupDocument document,
            boolean prune) {
        this.now = now;
        this.document = document;
        problems.require(
                document.version() == SetupDocument.VERSION,
                "version",
                "'" + document.version() + "' is not a version this program reads; allowed: 1");
        this.providers = new WantedProviders(now, document, problems);
        this.policies = new WantedPolicies(now, document, policyRules, problems);
        this.services = new WantedServices(now, document, policies, prune, problems);
        this.checks = new WantedChecks(now, document, services, providers, checkRules, problems);
        this.templates = new WantedTemplates(now, document, services, problems);
        this.pages = new WantedPages(now, document, services, pageRules, problems);
    }

    List<Problem> problems() {
        return problems.all();
    }

    WantedProviders providers() {
        return providers;
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
    SetupDocument shown(Checks compare, StatusPages drafts) {
        return new SetupDocument(
                SetupDocument.VERSION,
                document.providers()
                        .map(_ ->
                                providers.drafts().entrySet().stream()
                                        .map(e -> SetupShown.provider(e.getKey(), e.getValue()))
                                        .toList()),
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
                document.checks()
                        .map(_ ->
                                checks.all().values().stream()
                                        .map(c ->
                                                CheckEntry.of(
                                                        Checks.masked(
                                                                compare.compared(c),
                                                                SetupShown.NEW)))
                                        .toList()),
                document.templates()
                        .map(_ ->
                                templates.all().values().stream()
                                        .map(SetupShown::template)
                                        .toList()),
                document.pages()
                        .map(_ ->
                                pages.all().values().stream()
                                        .map(p -> pages.shown(p, drafts))
                                        .toList()));
    }
}
