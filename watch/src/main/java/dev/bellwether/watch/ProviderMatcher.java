package dev.bellwether.watch;

import dev.bellwether.watch.ProviderSuggestions.Confidence;
import dev.bellwether.watch.ProviderSuggestions.Match;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Finds the providers that a pasted list names. Pure; made for one list of providers.
final class ProviderMatcher {
    private static final int REST = 500;
    private static final int SHORTEST = 4;

    private final Map<String, Provider> byName = new HashMap<>();
    private final Map<String, Provider> byDomain = new HashMap<>();
    private final Map<String, Provider> byId = new HashMap<>();
    private final TreeMap<String, Provider> byBeginning = new TreeMap<>();

    ProviderMatcher(List<Provider> providers) {
        // Of several that share a name the best known one wins: it is put first.
        List<Provider> sorted =
                providers.stream()
                        .sorted(
                                Comparator.comparing((Provider p) -> !p.isOwn())
                                        .thenComparing(Provider::trust)
                                        .thenComparing(p -> p.id().value().length()))
                        .toList();
        for (Provider provider : sorted) {
            String name = key(provider.name());
            byId.putIfAbsent(provider.id().value(), provider);
            byName.putIfAbsent(name, provider);
            byName.putIfAbsent(key(provider.id().value()), provider);
            byBeginning.putIfAbsent(name, provider);
            put(ProviderName.domain(provider.homepage()), provider);
        }
        sorted.forEach(provider -> put(ProviderName.domain(provider.page()), provider));
    }

    private void put(String domain, Provider provider) {
        if (domain.indexOf('.') > 0) {
            byDomain.putIfAbsent(domain, provider);
        }
    }

    ProviderSuggestions match(PastedList list) {
        Map<Provider, Match> matches = new LinkedHashMap<>();
        var rest = new ArrayList<String>();
        for (List<String> row : list.rows()) {
            Optional<Match> best = list.libraries() ? library(row.getFirst()) : best(row);
            best.ifPresentOrElse(
                    match ->
                            matches.merge(
                                    match.provider(),
                                    match,
                                    (a, b) ->
                                            a.confidence().compareTo(b.confidence()) <= 0 ? a : b),
                    () -> {
                        if (rest.size() < REST) {
                            rest.add(row.getFirst());
                        }
                    });
        }
        return new ProviderSuggestions(List.copyOf(matches.values()), rest);
    }

    private Optional<Match> library(String name) {
        Optional<Provider> served = LibraryWords.serves(name).map(who -> byName.get(key(who)));
        return served.or(() ->
                        LibraryWords.names(name).stream()
                                .filter(word -> word.length() >= SHORTEST)
                                .map(word -> byName.get(key(word)))
                                .filter(java.util.Objects::nonNull)
                                .findFirst())
                .map(provider -> new Match(provider, Confidence.LIKELY, name));
    }

    private Optional<Match> best(List<String> row) {
        return row.stream()
                .flatMap(cell -> one(cell).stream())
                .min(Comparator.comparing(Match::confidence));
    }

    private Optional<Match> one(String cell) {
        String domain = ProviderName.domain(cell.strip());
        if (domain.indexOf('.') > 0 && domain.indexOf(' ') < 0) {
            for (String at = domain; at.indexOf('.') > 0; at = at.substring(at.indexOf('.') + 1)) {
                Provider provider = byDomain.get(at);
                if (provider != null) {
                    return Optional.of(new Match(provider, Confidence.CERTAIN, cell));
                }
            }
        }
        List<String> words = ProviderName.words(cell.replaceFirst("\\(.*", ""));
        Provider named = named(String.join("", words));
        if (named != null && !words.isEmpty()) {
            return Optional.of(new Match(named, Confidence.CERTAIN, cell));
        }
        for (int n = words.size() - 1; n > 0; n--) {
            String begin = String.join("", words.subList(0, n));
            Provider longer = begin.length() >= SHORTEST ? byName.get(begin) : null;
            if (longer != null) {
                return Optional.of(new Match(longer, Confidence.LIKELY, cell));
            }
        }
        return beginning(String.join("", words), cell);
    }

    /// A provider of one's own goes by its own name, whatever that means to others.
    private @Nullable Provider named(String words) {
        Provider written = byName.get(words);
        return written != null && written.isOwn()
                ? written
                : Nicknames.of(words).map(byId::get).orElse(written);
    }

    private Optional<Match> beginning(String words, String cell) {
        if (words.length() < SHORTEST) {
            return Optional.empty();
        }
        var begun = byBeginning.subMap(words, words + Character.MAX_VALUE);
        return begun.size() == 1
                ? Optional.of(new Match(begun.firstEntry().getValue(), Confidence.POSSIBLE, cell))
                : Optional.empty();
    }

    private static String key(String name) {
        return String.join("", ProviderName.words(name));
    }
}
