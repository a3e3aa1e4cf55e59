package dev.bellwether.people;

import dev.bellwether.model.Channel;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.InvalidInput.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Collects what is wrong with what somebody filled in.
final class Fields {
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_EMAIL = 254;
    private static final int LONGEST_LABEL = 40;

    /// Something, an at sign, a domain: whether mail arrives there only a code can tell.
    private static final Pattern EMAIL =
            Pattern.compile(
                    "[^\\s@\\p{Cntrl}<>\",;:()\\[\\]\\\\]{1,64}@[^\\s@\\p{Cntrl}<>\",;:()\\[\\]\\\\]+");

    private final List<Problem> problems = new ArrayList<>();

    static String normalEmail(String email) {
        return email.strip().toLowerCase(Locale.ROOT);
    }

    String name(String field, String given) {
        String name = given.strip();
        if (name.isEmpty()
                || name.length() > LONGEST_NAME
                || name.chars().anyMatch(Character::isISOControl)) {
            add(field, "'" + cut(name) + "' is not 1 to 100 characters without control characters");
        }
        return name;
    }

    String email(String field, String given) {
        String email = normalEmail(given);
        if (email.length() > LONGEST_EMAIL || !EMAIL.matcher(email).matches()) {
            add(field, "'" + cut(email) + "' is not a mail address such as ada@example.com");
        }
        return email;
    }

    String address(String field, Channel channel, String given) {
        Optional<String> normal = channel.form().normal(given);
        if (normal.isEmpty()) {
            add(field, "'" + cut(given.strip()) + "' is not " + channel.form().hint());
        }
        return normal.orElse("");
    }

    Optional<String> label(String field, String given) {
        String label = given.strip();
        if (label.length() > LONGEST_LABEL || label.chars().anyMatch(Character::isISOControl)) {
            add(
                    field,
                    "'" + cut(label) + "' is not up to 40 characters without control characters");
        }
        return label.isEmpty() ? Optional.empty() : Optional.of(label);
    }

    void password(String field, String password, String name, String email) {
        Passwords.weakness(field, password, name, email).ifPresent(problems::add);
    }

    void add(String field, String message) {
        problems.add(new Problem(field, message));
    }

    List<Problem> problems() {
        return List.copyOf(problems);
    }

    void check() {
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
    }

    private static String cut(String text) {
        return text.length() > 80 ? text.substring(0, 80) + "…" : text;
    }
}
