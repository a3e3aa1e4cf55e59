package dev.bellwether.api;

import dev.bellwether.api.SetupDocument.FollowEntry;
import dev.bellwether.model.CheckId;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;

/// What goes when whatever a document's sections do not name is to go. What merely follows a
/// provider belongs to the section `follows` too.
final class SetupPruning implements BiPredicate<String, String> {
    private final boolean prune;
    private final SetupDocument document;
    private final Set<String> following = new HashSet<>();

    /// @param now with every service and check of its own
    /// @param document as it was given
    SetupPruning(boolean prune, SetupDocument now, SetupDocument document) {
        this.prune = prune;
        this.document = document;
        for (FollowEntry one : SetupFollows.follows(now)) {
            following.add("services/" + one.id());
            following.add("checks/" + one.check().orElse(new CheckId(one.id().value())));
        }
    }

    @Override
    public boolean test(String section, String key) {
        boolean isShort = document.follows().isPresent() && following.contains(section + "/" + key);
        return prune && (names(section) || isShort);
    }

    private boolean names(String section) {
        Optional<?> named =
                switch (section) {
                    case "providers" -> document.providers();
                    case "schedules" -> document.schedules();
                    case "policies" -> document.policies();
                    case "services" -> document.services();
                    case "checks" -> document.checks();
                    case "integrations" -> document.integrations();
                    case "templates" -> document.templates();
                    case "pages" -> document.pages();
                    default -> Optional.empty();
                };
        return named.isPresent();
    }
}
