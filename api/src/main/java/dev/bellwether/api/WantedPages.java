package dev.bellwether.api;

import dev.bellwether.model.ComponentId;
import dev.bellwether.model.StatusPage;
import dev.bellwether.statuspage.PageSpec;
import dev.bellwether.statuspage.StatusPages;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The status pages that a document wants.
final class WantedPages {
    private final SetupStanding now;
    private final SetupProblems problems;
    private final Map<String, PageSpec> pages = new LinkedHashMap<>();
    private Optional<String> main = Optional.empty();

    WantedPages(
            SetupStanding now,
            SetupDocument document,
            WantedServices services,
            StatusPages rules,
            SetupProblems problems) {
        this.now = now;
        this.problems = problems;
        SetupProblems.each(
                "pages", document.pages(), (at, given) -> take(at, given, services, rules));
    }

    Map<String, PageSpec> all() {
        return pages;
    }

    /// As [SetupShown] shows what stands.
    PageSpec shown(PageSpec page, StatusPages drafts) {
        StatusPage there = now.pages().get(page.slug());
        if (there == null) {
            return SetupShown.page(page);
        }
        PageSpec drafted = PageSpec.of(drafts.draft(now.organization(), there.id(), page));
        return SetupShown.page(page.access().map(drafted::withAccess).orElse(drafted));
    }

    private void take(String at, PageSpec given, WantedServices services, StatusPages rules) {
        Optional<StatusPage> there = Optional.ofNullable(now.pages().get(given.slug()));
        List<PageSpec.Item> items = withIds(given, there);
        PageSpec page = access(at, given.withComponents(given.groups(), items), there);
        problems.require(
                given.look().uploadedLogo().isEmpty()
                        || there.map(p -> p.look().logo()).equals(Optional.of(given.look().logo())),
                at + ".look.logo",
                "'" + given.look().logo().orElse("") + "' was not uploaded to this page");
        problems.unique(at, pages.put(given.slug(), page), "slug", given.slug());
        if (given.main()) {
            main.ifPresent(other ->
                    problems.add(
                            at + ".main",
                            "'true' stands at '" + other + "' already; one page is the main one"));
            main = main.or(() -> Optional.of(given.slug()));
        }
        for (int i = 0; i < items.size(); i++) {
            services.known(at + ".components[" + i + "].service", List.of(items.get(i).service()));
        }
        problems.under(at, StatusPages.problems(page));
        problems.under(at, rules.taken(now.organization(), page));
    }

    /// Components are known by service and name.
    private static List<PageSpec.Item> withIds(PageSpec given, Optional<StatusPage> there) {
        var free = new ArrayList<>(there.map(StatusPage::components).orElse(List.of()));
        return given.components().stream()
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
    }

    /// A password is given once; the one there is stays, for it cannot be compared.
    private PageSpec access(String at, PageSpec page, Optional<StatusPage> there) {
        if (page.access().isEmpty()) {
            return page;
        }
        PageSpec.Access access = page.access().get();
        boolean hasPassword = there.map(one -> one.access().password()).orElse(false);
        problems.require(
                !access.password() || hasPassword || access.newPassword().isPresent(),
                at + ".access.newPassword",
                "is missing, for the page has no password yet; give it, as env:NAME or file:PATH");
        return page.withAccess(SetupShown.access(access, !hasPassword));
    }
}
