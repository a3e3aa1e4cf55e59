package dev.bellwether.statuspage;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Which page answers which address; swapped whole.
///
/// @param bundles as rendered
/// @param marked the same with their age said; empty while they are fresh
record Served(
        List<Bundle> bundles,
        List<Bundle> marked,
        Map<String, Site> bySlug,
        Map<String, Site> byHost,
        @Nullable Site main) {

    /// @param last what was served before
    static Served of(
            List<Bundle> bundles, List<Bundle> marked, @Nullable Served last, Locks locks) {
        var bySlug = new TreeMap<String, Site>();
        var byHost = new HashMap<String, Site>();
        Site main = null;
        List<Bundle> shown =
                (marked.isEmpty() ? bundles : marked)
                        .stream().sorted(Comparator.comparing(Bundle::createdAt)).toList();
        for (Bundle bundle : shown) {
            Site before = last == null ? null : last.bySlug.get(bundle.slug());
            Site site =
                    before != null && before.bundle() == bundle
                            ? before
                            : new Site(bundle, before, locks);
            bySlug.put(bundle.slug(), site);
            bundle.hosts().forEach(host -> byHost.putIfAbsent(host, site));
            if (bundle.main() && main == null) {
                main = site;
            }
        }
        return new Served(List.copyOf(bundles), List.copyOf(marked), bySlug, byHost, main);
    }

    boolean isMarked() {
        return !marked.isEmpty();
    }

    List<String> slugs() {
        return List.copyOf(bySlug.keySet());
    }

    @Nullable Bundle shown(String slug) {
        Site site = bySlug.get(slug);
        return site == null ? null : site.bundle();
    }
}
