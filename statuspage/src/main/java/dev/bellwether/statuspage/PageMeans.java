package dev.bellwether.statuspage;

import dev.bellwether.model.Fact;
import dev.bellwether.model.InvalidInput.Problem;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.ServiceChanged;
import dev.bellwether.model.ServiceRemoved;
import dev.bellwether.store.Tx;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Whether what a page names is there: its services, its uploaded logo.
final class PageMeans {
    private static final int CHUNK = 200;

    private PageMeans() {}

    static List<Problem> problems(Tx tx, OrganizationId organization, PageSpec spec) {
        var problems = new ArrayList<>(PageRules.services(spec, services(tx, organization, spec)));
        problems.addAll(logo(tx, organization, spec));
        return problems;
    }

    static List<Problem> logo(Tx tx, OrganizationId organization, PageSpec spec) {
        return spec
                .look()
                .uploadedLogo()
                .filter(name -> !PageImages.isThere(tx.sql(), organization, name))
                .map(name ->
                        new Problem(
                                "look.logo", "'" + name + "' was not uploaded; upload it first"))
                .stream()
                .toList();
    }

    private static Set<String> services(Tx tx, OrganizationId organization, PageSpec spec) {
        List<String> wanted =
                spec.components().stream().map(c -> c.service().value()).distinct().toList();
        Set<String> there = new HashSet<>();
        for (int from = 0; from < wanted.size(); from += CHUNK) {
            there.addAll(
                    tx.sql()
                            .createQuery(
                                    """
                                    SELECT subject FROM journal AS line
                                    WHERE organization = :o AND kind = 'ServiceChanged'
                                      AND subject IN (<ids>)
                                      AND NOT EXISTS (
                                        SELECT 1 FROM journal AS gone
                                        WHERE gone.organization = :o AND gone.kind = 'ServiceRemoved'
                                          AND gone.subject = line.subject AND gone.seq > line.seq)
                                    """)
                            .bind("o", organization)
                            .bindList(
                                    "ids",
                                    wanted.subList(from, Math.min(wanted.size(), from + CHUNK)))
                            .mapTo(String.class)
                            .list());
        }
        for (Fact fact : tx.facts(organization)) {
            switch (fact) {
                case ServiceChanged(var service, _) -> there.add(service.id().value());
                case ServiceRemoved(var service, _) -> there.remove(service.value());
                default -> {}
            }
        }
        return there;
    }
}
