package dev.bellwether.api;

import dev.bellwether.model.Actor;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.NotFound;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.people.Principal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One request, checked: who asks, and what was given.
///
/// @param path parameters of the path
/// @param query parameters of the query
/// @param body what the route takes
record Call(
        Principal principal,
        Map<String, String> path,
        Map<String, String> query,
        @Nullable Object body) {
    private static final int STANDARD_LIMIT = 50;
    private static final int HIGHEST_LIMIT = 200;

    OrganizationId organization() {
        return principal.organization();
    }

    Actor actor() {
        return principal.actor();
    }

    /// The body. The runner has bound it already.
    <T> T body(Class<T> type) {
        return type.cast(Objects.requireNonNull(body));
    }

    String text(String name) {
        return path.getOrDefault(name, "");
    }

    /// An id from the path. What cannot be an id names nothing.
    <I> I id(String thing, Function<String, I> make) {
        String value = text(thing);
        try {
            return make.apply(value);
        } catch (IllegalArgumentException e) {
            throw new NotFound(thing, value.length() > 100 ? value.substring(0, 100) : value);
        }
    }

    Optional<String> query(String name) {
        return Optional.ofNullable(query.get(name)).filter(text -> !text.isEmpty());
    }

    int limit() {
        return whole("limit", STANDARD_LIMIT, 1, HIGHEST_LIMIT);
    }

    int whole(String name, int standard, int least, int most) {
        String given = query.get(name);
        if (given == null) {
            return standard;
        }
        if (given.matches("\\d{1,9}")) {
            int value = Integer.parseInt(given);
            if (value >= least && value <= most) {
                return value;
            }
        }
        throw new InvalidInput(
                name, "'%s' is not a whole number from %d to %d".formatted(given, least, most));
    }

    /// False when it is left out.
    boolean flag(String name) {
        return switch (query.getOrDefault(name, "false")) {
            case "true" -> true;
            case "false" -> false;
            default ->
                    throw new InvalidInput(name, "'" + query.get(name) + "' is not true or false");
        };
    }

    Instant time(String name, Instant standard) {
        String given = query.get(name);
        if (given == null) {
            return standard;
        }
        try {
            return Moments.parse(given);
        } catch (DateTimeParseException e) {
            throw new InvalidInput(
                    name, "'%s' is not a time such as 2026-05-01T08:00:00Z".formatted(given));
        }
    }

    /// The room's own cursor out of ours.
    Optional<String> after() {
        String given = query.get("after");
        if (given == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new String(Base64.getUrlDecoder().decode(given), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw new InvalidInput("after", "'" + given + "' is not the 'next' of an answer");
        }
    }
}
