package dev.bellwether.statuspage;

import dev.bellwether.model.InvalidInput;
import java.net.IDN;
import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;

/// An address as it is written to. Only its sort is checked here; whether it may be reached is the
/// courier's to say when it is connected to.
record SubscriberAddress(Subscriber.Mode mode, String text, String shown) {
    private static final int LONGEST_URL = 2_000;
    private static final Pattern LOCAL = Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}");
    private static final Pattern DOMAIN =
            Pattern.compile(
                    "(?=.{1,253}$)[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)+");

    /// @throws InvalidInput when it is no such address
    static SubscriberAddress of(Subscriber.Mode mode, String raw) {
        return mode == Subscriber.Mode.EMAIL ? mail(raw) : web(mode, raw);
    }

    private static SubscriberAddress mail(String raw) {
        String text = raw.strip();
        int at = text.lastIndexOf('@');
        try {
            String local = text.substring(0, Math.max(0, at));
            String domain = IDN.toASCII(text.substring(at + 1), IDN.USE_STD3_ASCII_RULES);
            if (LOCAL.matcher(local).matches()
                    && !local.startsWith(".")
                    && !local.endsWith(".")
                    && !local.contains("..")
                    && DOMAIN.matcher(domain).matches()) {
                String whole = (local + "@" + domain).toLowerCase(Locale.ROOT);
                return new SubscriberAddress(Subscriber.Mode.EMAIL, whole, whole);
            }
        } catch (IllegalArgumentException e) {
            throw noMail(raw);
        }
        throw noMail(raw);
    }

    private static InvalidInput noMail(String raw) {
        return new InvalidInput(
                "address",
                "'" + cut(raw) + "' is not a mail address; one looks like ada@example.com");
    }

    private static SubscriberAddress web(Subscriber.Mode mode, String raw) {
        String text = raw.strip();
        try {
            URI uri = new URI(text);
            boolean web =
                    "https".equalsIgnoreCase(uri.getScheme())
                            || "http".equalsIgnoreCase(uri.getScheme());
            if (web
                    && uri.getHost() != null
                    && uri.getUserInfo() == null
                    && text.length() <= LONGEST_URL) {
                String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
                return new SubscriberAddress(mode, text, uri.getHost() + port);
            }
        } catch (java.net.URISyntaxException e) {
            throw noWeb(raw);
        }
        throw noWeb(raw);
    }

    private static InvalidInput noWeb(String raw) {
        return new InvalidInput(
                "address", "'" + cut(raw) + "' is not an http or https address of a webhook");
    }

    private static String cut(String text) {
        return text.length() <= 80 ? text : text.substring(0, 79) + "…";
    }
}
