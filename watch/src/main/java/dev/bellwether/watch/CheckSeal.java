package dev.bellwether.watch;

import dev.bellwether.model.Check;
import dev.bellwether.model.CheckSpec;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.Secrets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;

/// The secrets of checks at rest. In the database and in the journal the header values and the body
/// of an HTTP check and the token of a heartbeat stand sealed; they are opened to probe, and to
/// show those of them that are shown again.
///
/// A value that was stored before there were seals is taken as it is.
final class CheckSeal {
    private static final String MARK = "sealed:";
    private static final String HEADER = "headers.";
    private static final String BODY = "body";
    private static final String TOKEN = "token";

    private final Secrets secrets;

    CheckSeal(Secrets secrets) {
        this.secrets = secrets;
    }

    /// The check as it is stored. What reads [Checks#KEPT], or says what is stored already, keeps
    /// its seal.
    ///
    /// @throws InvalidInput when something is to be kept and nothing was stored
    Check seal(Check given, Optional<Check> before) {
        Map<String, String> stored = before.map(CheckSeal::fields).orElseGet(Map::of);
        return each(
                given,
                (field, value) -> {
                    Optional<String> kept = Optional.ofNullable(stored.get(field));
                    if (value.equals(Checks.KEPT)) {
                        return kept.map(text -> sealed(given, field, text))
                                .orElseThrow(() -> nothingToKeep(field));
                    }
                    return kept.filter(text -> isSealed(text) && says(given, field, text, value))
                            .orElseGet(() -> sealedAnew(given, field, value));
                });
    }

    /// What is given, with [Checks#KEPT] for each secret that is stored so already.
    Check compared(Check given, Check before) {
        Map<String, String> stored = fields(before);
        return each(
                given,
                (field, value) ->
                        stored.containsKey(field) && says(before, field, stored.get(field), value)
                                ? Checks.KEPT
                                : value);
    }

    static Check masked(Check check, String word) {
        return each(check, (field, value) -> value.equals(Checks.KEPT) ? value : word);
    }

    /// A stored check with what stands open in it sealed; one that is equal when nothing does.
    Check seal(Check stored) {
        return each(stored, (field, value) -> sealed(stored, field, value));
    }

    /// The check as it is probed.
    ///
    /// @throws IllegalArgumentException when a secret was sealed with another key
    Check open(Check stored) {
        return each(stored, (field, value) -> opened(stored, field, value));
    }

    /// The check as it is shown: without header values, and without what cannot be opened.
    Check shown(Check stored) {
        return each(
                stored,
                (field, value) ->
                        field.startsWith(HEADER)
                                ? Checks.KEPT
                                : tried(stored, field, value).orElse(Checks.KEPT));
    }

    /// The token of a heartbeat's address; empty when it cannot be opened, or there is none.
    Optional<String> token(Check stored) {
        return stored.spec() instanceof CheckSpec.Heartbeat heartbeat
                ? tried(stored, TOKEN, heartbeat.token())
                : Optional.empty();
    }

    private boolean says(Check check, String field, String sealed, String value) {
        return tried(check, field, sealed).filter(value::equals).isPresent();
    }

    private Optional<String> tried(Check check, String field, String value) {
        try {
            return Optional.of(opened(check, field, value));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private String opened(Check check, String field, String value) {
        return isSealed(value)
                ? secrets.open(purpose(check, field), value.substring(MARK.length()))
                : value;
    }

    private String sealed(Check check, String field, String value) {
        return isSealed(value) ? value : sealedAnew(check, field, value);
    }

    private String sealedAnew(Check check, String field, String value) {
        return MARK + secrets.seal(purpose(check, field), value);
    }

    private static boolean isSealed(String value) {
        return value.startsWith(MARK);
    }

    /// A value that was sealed for one check opens in no other.
    private static String purpose(Check check, String field) {
        return "check/" + check.organization() + "/" + check.id() + "/" + field;
    }

    private static InvalidInput nothingToKeep(String field) {
        return new InvalidInput(
                "spec." + field, "'" + Checks.KEPT + "' keeps a value, and none was saved");
    }

    private static Map<String, String> fields(Check check) {
        var fields = new HashMap<String, String>();
        each(
                check,
                (field, value) -> {
                    fields.put(field, value);
                    return value;
                });
        return fields;
    }

    /// The check with each of its secrets, told by its field, replaced.
    private static Check each(Check check, BinaryOperator<String> secret) {
        return switch (check.spec()) {
            case CheckSpec.Http http -> {
                var headers = new HashMap<>(http.headers());
                headers.replaceAll((name, value) -> secret.apply(HEADER + name, value));
                String body = http.body().isEmpty() ? "" : secret.apply(BODY, http.body());
                yield check.with(http.withSecrets(headers, body));
            }
            case CheckSpec.Heartbeat beat ->
                    check.with(beat.withToken(secret.apply(TOKEN, beat.token())));
            case CheckSpec.Tcp _,
                    CheckSpec.Tls _,
                    CheckSpec.Dns _,
                    CheckSpec.Ping _,
                    CheckSpec.ProviderPage _ ->
                    check;
        };
    }
}
