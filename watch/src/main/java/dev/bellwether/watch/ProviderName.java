package dev.bellwether.watch;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// Whether the name a page gives itself fits the provider it should belong to. A page may be
/// anybody's: names of lapsed domains and unclaimed pages go to whoever takes them.
final class ProviderName {
    /// Words that say nothing about whose page it is.
    private static final Set<String> NOISE =
            Set.of(
                    "status",
                    "page",
                    "the",
                    "inc",
                    "llc",
                    "ltd",
                    "gmbh",
                    "ag",
                    "sa",
                    "bv",
                    "ab",
                    "corp",
                    "corporation",
                    "co",
                    "company",
                    "com",
                    "io",
                    "www",
                    "statuspage",
                    "trust",
                    "health",
                    "system",
                    "systems",
                    "service",
                    "services",
                    "platform");

    private static final Set<String> SECOND_LEVEL = Set.of("co", "com", "org", "net", "ac", "gov");

    private ProviderName() {}

    /// Where two lists agree on the address, a name that fits the address will do, and a page that
    /// names nobody is believed. Elsewhere the name must fit the provider's name or domain.
    static boolean fits(Provider provider, String pageName) {
        if (provider.trust() == Provider.Trust.ENTERED) {
            return true;
        }
        List<String> said = words(pageName);
        if (said.isEmpty()) {
            return provider.trust() == Provider.Trust.AGREED;
        }
        if (isAlike(said, words(provider.name()))
                || initials(provider.name()).equals(String.join("", said))
                || words(provider.name()).equals(List.of(initials(pageName)))
                || isAlike(said, words(provider.id().value()))
                || isAlike(said, List.of(label(provider.homepage())))) {
            return true;
        }
        return provider.trust() == Provider.Trust.AGREED
                && hostWords(provider.page()).stream().anyMatch(w -> isAlike(said, List.of(w)));
    }

    private static boolean isAlike(List<String> said, List<String> known) {
        String a = String.join("", said);
        String b = String.join("", known);
        if (b.isEmpty()) {
            return false;
        }
        return a.equals(b)
                || (Math.min(a.length(), b.length()) >= 4 && (a.startsWith(b) || b.startsWith(a)))
                || Collections.indexOfSubList(said, known) >= 0
                || Collections.indexOfSubList(known, said) >= 0;
    }

    /// `aws` of `Amazon Web Services`; empty of fewer than three words.
    private static String initials(String name) {
        String[] words = plain(name);
        return words.length < 3
                ? ""
                : Arrays.stream(words).map(w -> w.substring(0, 1)).collect(Collectors.joining());
    }

    private static String[] plain(String name) {
        return Arrays.stream(
                        Normalizer.normalize(name, Normalizer.Form.NFD)
                                .replaceAll("\\p{M}", "")
                                .toLowerCase(Locale.ROOT)
                                .split("[^\\p{L}\\p{N}]+", -1))
                .filter(word -> !word.isEmpty())
                .toArray(String[]::new);
    }

    /// Lower case, without accents, without noise.
    static List<String> words(String name) {
        var words = new ArrayList<String>();
        for (String word : plain(name)) {
            if (!NOISE.contains(word)) {
                words.add(word);
            }
        }
        return words;
    }

    /// The host of an address or domain in lower case, without `www.`; empty when there is none.
    static String domain(String address) {
        String host = host(address);
        return host.startsWith("www.") ? host.substring(4) : host;
    }

    /// The host of an address or domain in lower case; empty when there is none.
    static String host(String address) {
        String rest = address.toLowerCase(Locale.ROOT).replaceFirst("^[a-z]+://", "");
        int end = 0;
        while (end < rest.length() && "/?#:".indexOf(rest.charAt(end)) < 0) {
            end++;
        }
        return rest.substring(0, end);
    }

    /// `github` of `api.github.com`; empty when there is none.
    private static String label(String address) {
        String[] labels = domain(address).split("\\.", -1);
        int at = labels.length - 2;
        if (at > 0 && SECOND_LEVEL.contains(labels[at])) {
            at--;
        }
        return at < 0 ? "" : labels[at];
    }

    private static List<String> hostWords(String page) {
        var words = new ArrayList<String>();
        String[] labels = domain(page).split("[.-]", -1);
        for (int i = 0; i < labels.length - 1; i++) {
            String word = labels[i].replaceAll("^status|status$", "");
            if (word.length() >= 3 && !NOISE.contains(word)) {
                words.add(word);
            }
        }
        return words;
    }
}
