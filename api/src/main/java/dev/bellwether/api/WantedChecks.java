package dev.bellwether.api;

import dev.bellwether.api.SetupDocument.CheckEntry;
import dev.bellwether.model.Check;
import dev.bellwether.model.CheckId;
import dev.bellwether.model.CheckSpec;
import dev.bellwether.watch.Checks;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The checks that a document wants, those that follow a provider, a component or a region among
/// them.
final class WantedChecks {
    private final SetupStanding now;
    private final SetupProblems problems;
    private final Map<CheckId, Check> checks = new LinkedHashMap<>();

    WantedChecks(
            SetupStanding now,
            SetupDocument document,
            WantedServices services,
            WantedProviders providers,
            Checks rules,
            SetupProblems problems) {
        this.now = now;
        this.problems = problems;
        SetupProblems.each(
                "checks",
                document.checks(),
                (at, entry) -> {
                    Check check = take(at, entry);
                    services.known(at + ".service", List.of(entry.service()));
                    problems.under(
                            at,
                            rules.problems(check).stream()
                                    .filter(p ->
                                            !p.field().equals("spec.provider")
                                                    || !providers.makes(check.spec()))
                                    .toList());
                });
    }

    Map<CheckId, Check> all() {
        return checks;
    }

    private Check take(String at, CheckEntry entry) {
        Check before = now.checks().get(entry.id());
        Check check =
                HeartbeatTokens.given(entry.as(now.organization()), Optional.ofNullable(before));
        if (check.spec() instanceof CheckSpec.Http http) {
            keeps(at, http, before);
        }
        problems.unique(at, checks.put(entry.id(), check), "id", entry.id().value());
        return check;
    }

    private void keeps(String at, CheckSpec.Http http, @Nullable Check before) {
        CheckSpec.Http stored =
                before != null && before.spec() instanceof CheckSpec.Http was ? was : null;
        http.headers()
                .forEach((name, value) ->
                        problems.require(
                                !value.equals(Checks.KEPT)
                                        || stored != null && stored.headers().containsKey(name),
                                at + ".spec.headers." + name,
                                SetupProblems.TO_KEEP));
        problems.require(
                !http.body().equals(Checks.KEPT) || stored != null && !stored.body().isEmpty(),
                at + ".spec.body",
                SetupProblems.TO_KEEP);
    }
}
