package dev.bellwether.model;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// What the addresses of a channel look like.
///
/// @param hint what is allowed, in words that follow "is not"
/// @param kind how the text is read
/// @param pattern of TEXT, and of what a WEB address may be instead
public record AddressForm(String hint, Kind kind, Pattern pattern) {
    private static final int LONGEST = 2_000;
    private static final Pattern NOTHING = Pattern.compile("(?!)");
    private static final Pattern MAIL =
            Pattern.compile(
                    "[^\\s@\\p{Cntrl}<>\",;:()\\[\\]\\\\]{1,64}@[^\\s@\\p{Cntrl}<>\",;:()\\[\\]\\\\]{1,189}");

    /// E.164: a plus sign, and 7 to 15 digits of which the first is not 0.
    private static final Pattern PHONE = Pattern.compile("\\+[1-9]\\d{6,14}");

    public enum Kind {
        MAIL,
        PHONE,
        WEB,
        TEXT
    }

    static AddressForm mail() {
        return new AddressForm("a mail address such as ada@example.com", Kind.MAIL, MAIL);
    }

    static AddressForm phone() {
        return new AddressForm(
                "a phone number with its country, such as +4915112345678", Kind.PHONE, PHONE);
    }

    static AddressForm web(String hint) {
        return new AddressForm(hint, Kind.WEB, NOTHING);
    }

    /// A web address, or a text of this pattern.
    static AddressForm webOr(String pattern, String hint) {
        return new AddressForm(hint, Kind.WEB, Pattern.compile(pattern));
    }

    static AddressForm text(String pattern, String hint) {
        return new AddressForm(hint, Kind.TEXT, Pattern.compile(pattern));
    }

    /// The address as it is kept: trimmed, mail in lower case, phone numbers without their
    /// punctuation. Empty when it will not do.
    public Optional<String> normal(String given) {
        String text = given.strip();
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        return switch (kind) {
            case MAIL -> matching(text.toLowerCase(Locale.ROOT));
            case PHONE -> matching(text.replaceAll("[\\s()./-]", ""));
            case TEXT -> matching(text);
            case WEB -> isWeb(text) ? Optional.of(text) : matching(text);
        };
    }

    /// What of an address may be shown although the whole of it lets its bearer in: the host, or
    /// the last four characters.
    public String masked(String address) {
        String web = address.startsWith("{") ? endpoint(address) : address;
        if (isWeb(web)) {
            URI uri = URI.create(web);
            return uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
        }
        return switch (kind) {
            case MAIL, PHONE -> address;
            case WEB, TEXT -> "…" + address.substring(Math.max(address.length() - 4, 0));
        };
    }

    /// Of a browser's subscription.
    private static String endpoint(String json) {
        int at = json.indexOf("https://");
        int end = json.indexOf('"', Math.max(at, 0));
        return at < 0 || end < at ? "" : json.substring(at, end);
    }

    private Optional<String> matching(String text) {
        return pattern.matcher(text).matches() ? Optional.of(text) : Optional.empty();
    }

    private static boolean isWeb(String address) {
        try {
            var uri = new URI(address);
            String scheme = Optional.ofNullable(uri.getScheme()).orElse("");
            return (scheme.equalsIgnoreCase("https") || scheme.equalsIgnoreCase("http"))
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
