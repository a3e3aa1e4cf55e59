package dev.bellwether.watch;

import java.util.List;
import java.util.Locale;

/// Which reader a person names for a provider of their own. It is tried first; where it does not
/// understand the page, the others are, as for any page.
public final class ReaderKinds {
    private static final String FEED = "feed";
    private static final String CLOUD = "google-cloud";
    private static final String CLOUD_PLATFORM = "gcp";
    private static final String UNKNOWN = "unknown";

    private ReaderKinds() {}

    /// All that may be named.
    public static List<String> names() {
        return PageReaders.names();
    }

    /// The kind of a provider; empty where it is found out at first contact.
    public static String of(Provider provider) {
        return switch (provider.platform()) {
            case UNKNOWN -> "";
            case CLOUD_PLATFORM -> CLOUD;
            default -> provider.platform();
        };
    }

    /// As people write it: in any case, with blanks around it.
    static String spelled(String kind) {
        return kind.strip().toLowerCase(Locale.ROOT);
    }

    static String platform(String kind) {
        return switch (spelled(kind)) {
            case "" -> UNKNOWN;
            case CLOUD -> CLOUD_PLATFORM;
            default -> spelled(kind);
        };
    }

    /// The document for machines: a feed is its own page.
    static String feed(String kind, String page) {
        return isFeed(kind) ? page : "";
    }

    static boolean isFeed(String kind) {
        return spelled(kind).equals(FEED);
    }
}
