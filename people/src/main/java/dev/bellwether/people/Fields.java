package dev.bellwether.people;

import dev.bellwether.model.Channel;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.InvalidInput.Problem;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Collects what is wrong with what somebody filled in.
final class Fields {
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_EMAIL = 254;
    private static final int LONGEST_ADDRESS = 2_000;

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
        return switch (channel) {
            case EMAIL -> email(field, given);
            case WEBHOOK -> webhook(field, given.strip());
        };
    }

    private String webhook(String field, String address) {
        try {
            var uri = new URI(address);
            String scheme = Optional.ofNullable(uri.getScheme()).orElse("");
            if (address.length() <= LONGEST_ADDRESS
                    && (scheme.equalsIgnoreCase("https") || scheme.equalsIgnoreCase("http"))
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null) {
                return address;
            }
        } catch (URISyntaxException e) {
            // Told below, as for any other address that will not do.
        }
        add(
                field,
                "'" + cut(address) + "' is not an http or https address without a password in it");
        return address;
    }

    void password(String field, String password, String name, String email) {
        Passwords.weakness(field, password, name, email).ifPresent(problems::add);
    }

    void add(String field, String message) {
        problems.add(new Problem(field, message));
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
