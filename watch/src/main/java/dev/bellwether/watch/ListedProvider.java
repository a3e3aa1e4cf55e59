package dev.bellwether.watch;

import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.ProviderId;
import java.util.regex.Pattern;

/// A provider of the configuration file: every organization of the installation sees it, as it sees
/// the catalogue.
///
/// @param key its id without what all of them begin with
public record ListedProvider(String key, ProviderDraft draft) {
    /// What their ids begin with, so that no catalogue to come can hold one of them.
    public static final String BEFORE = "file.";

    private static final Pattern KEY = Pattern.compile("[a-z0-9][a-z0-9-]{0,49}");

    public ListedProvider {
        if (!isKey(key)) {
            throw new IllegalArgumentException("'" + key + "' is no key of a provider");
        }
    }

    /// 1 to 50 characters of a-z, 0-9 and `-`, a letter or number first.
    public static boolean isKey(String key) {
        return KEY.matcher(key).matches();
    }

    /// The key of one that was given none.
    public static String keyOf(String name) {
        String slug =
                String.join("-", ProviderName.words(name))
                        .replaceAll("[^a-z0-9-]", "")
                        .replaceFirst("^-+", "");
        String bounded = slug.length() > 50 ? slug.substring(0, 50) : slug;
        return bounded.isEmpty() ? "provider" : bounded;
    }

    public ProviderId id() {
        return new ProviderId(BEFORE + key);
    }

    Provider provider() {
        return OwnProviders.provider(id(), OrganizationId.SYSTEM, draft);
    }
}
