package dev.bellwether.watch;

import dev.bellwether.model.IntegrationId;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.OrganizationId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// For a time, alerts with certain tags tell nobody.
///
/// @param id a UUID, as Alertmanager's clients expect
/// @param integration whose alerts it holds: whoever has the key of one may not silence others;
///   empty for all of the organization
/// @param matchers all must hold, at least one of them for a tag that is not empty
/// @param endsAt when it ends by itself; in the past for one that was ended
public record Silence(
        String id,
        OrganizationId organization,
        Optional<IntegrationId> integration,
        List<Matcher> matchers,
        Instant startsAt,
        Instant endsAt,
        Instant updatedAt,
        String createdBy,
        String comment) {
    static final int MOST_MATCHERS = 50;

    public Silence {
        matchers = List.copyOf(matchers);
    }

    /// One condition on a tag, in the semantics of Alertmanager: a tag that is missing is empty,
    /// and an expression must match the whole.
    public record Matcher(String name, String value, boolean isRegex, boolean isEqual) {
        public boolean holds(java.util.Map<String, String> tags) {
            String found = tags.getOrDefault(name, "");
            boolean same = isRegex ? KnownPatterns.of(value).matches(found) : found.equals(value);
            return same == isEqual;
        }
    }

    public boolean isActive(Instant now) {
        return !now.isBefore(startsAt) && now.isBefore(endsAt);
    }

    boolean holds(IntegrationId of, java.util.Map<String, String> tags) {
        return integration.filter(only -> !only.equals(of)).isEmpty() && holds(tags);
    }

    public boolean holds(java.util.Map<String, String> tags) {
        return matchers.stream().allMatch(matcher -> matcher.holds(tags));
    }

    /// @throws InvalidInput naming what is wrong
    static void require(List<Matcher> matchers, Instant startsAt, Instant endsAt, Instant now) {
        if (matchers.isEmpty() || matchers.size() > MOST_MATCHERS) {
            throw new InvalidInput(
                    "matchers", "'" + matchers.size() + "' are named; 1 to " + MOST_MATCHERS);
        }
        for (Matcher matcher : matchers) {
            if (matcher.name().isEmpty() || matcher.name().length() > 100) {
                throw new InvalidInput(
                        "matchers", "'" + matcher.name() + "' is no name of a label");
            }
            if (matcher.isRegex()) {
                try {
                    Routing.pattern(matcher.value());
                } catch (IllegalArgumentException e) {
                    throw new InvalidInput("matchers", String.valueOf(e.getMessage()));
                }
            }
        }
        var nothing = java.util.Map.<String, String>of();
        if (matchers.stream().allMatch(matcher -> matcher.holds(nothing))) {
            throw new InvalidInput(
                    "matchers", "at least one matcher must not match the empty string");
        }
        if (!endsAt.isAfter(startsAt)) {
            throw new InvalidInput("endsAt", "end time must not be before start time");
        }
        if (!endsAt.isAfter(now)) {
            throw new InvalidInput("endsAt", "end time can't be in the past");
        }
    }
}
