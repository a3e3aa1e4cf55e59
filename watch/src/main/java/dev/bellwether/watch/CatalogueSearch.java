package dev.bellwether.watch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// Finds providers by name, slug, domain or category. Pure.
final class CatalogueSearch {
    private static final int NO_FIT = 9;

    private record Found(Provider provider, int rank) {}

    private CatalogueSearch() {}

    /// The best fit first: exact, prefix, whole word, anywhere, all words anywhere. Of equal fit an
    /// organization's own comes first, then addresses that lists agree on, then the shorter name.
    static List<Provider> search(List<Provider> providers, String text, int limit) {
        String words = text.strip().toLowerCase(Locale.ROOT);
        var found = new ArrayList<Found>();
        String called = Nicknames.of(words).orElse("");
        for (Provider provider : providers) {
            boolean named = words.isEmpty() || provider.id().value().equals(called);
            int rank = named ? 0 : rank(provider, words);
            if (rank < NO_FIT) {
                found.add(new Found(provider, rank));
            }
        }
        Comparator<Found> order = Comparator.comparingInt(Found::rank);
        if (!words.isEmpty()) {
            order =
                    order.thenComparing(f -> !f.provider().isOwn())
                            .thenComparing(f -> f.provider().trust() != Provider.Trust.AGREED)
                            .thenComparingInt(f -> f.provider().name().length());
        }
        return found.stream()
                .sorted(
                        order.thenComparing(f -> f.provider().name().toLowerCase(Locale.ROOT))
                                .thenComparing(f -> f.provider().id().value()))
                .limit(limit)
                .map(Found::provider)
                .toList();
    }

    private static int rank(Provider provider, String words) {
        String name = provider.name().toLowerCase(Locale.ROOT);
        String slug = provider.id().value();
        String home = ProviderName.domain(provider.homepage());
        String page = ProviderName.domain(provider.page());
        String category = provider.category().toLowerCase(Locale.ROOT);
        String asked = ProviderName.domain(words);
        boolean isDomain = asked.indexOf('.') > 0 && asked.indexOf(' ') < 0;
        if (name.equals(words) || slug.equals(words) || home.equals(asked) || page.equals(asked)) {
            return 0;
        }
        if (isDomain && !home.isEmpty() && asked.endsWith("." + home)) {
            return 1;
        }
        if (name.startsWith(words) || slug.startsWith(words) || home.startsWith(words)) {
            return 2;
        }
        if (hasWord(name, words) || hasWord(category, words)) {
            return 3;
        }
        String all = name + ' ' + slug + ' ' + home + ' ' + page + ' ' + category;
        if (all.contains(words)) {
            return 4;
        }
        for (String word : words.split("\\s+", -1)) {
            if (!all.contains(word)) {
                return NO_FIT;
            }
        }
        return 5;
    }

    private static boolean hasWord(String text, String words) {
        int at = text.indexOf(words);
        while (at >= 0) {
            int end = at + words.length();
            boolean begins = at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1));
            boolean ends = end == text.length() || !Character.isLetterOrDigit(text.charAt(end));
            if (begins && ends) {
                return true;
            }
            at = text.indexOf(words, at + 1);
        }
        return false;
    }
}
