package dev.bellwether.statuspage;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/// The fixed words of a page in one language, from `words/<language>.properties`, and those of
/// mails and of what subscribers are asked, from `letters/<language>.properties`. What people write
/// (names, updates) is shown as written.
final class Words {
    /// The languages there are.
    static final List<String> LANGUAGES =
            List.of("da", "de", "en", "es", "fr", "it", "ja", "ko", "nl", "pl", "pt", "sv", "zh");

    private final String language;
    private final Map<String, String> words;

    private Words(String language, Map<String, String> words) {
        this.language = language;
        this.words = words;
    }

    /// All languages, by name.
    static Map<String, Words> all() {
        return LANGUAGES.stream().collect(Collectors.toUnmodifiableMap(l -> l, Words::load));
    }

    static Words load(String language) {
        var words = new HashMap<String, String>();
        words.putAll(read("words/" + language + ".properties"));
        words.putAll(read("letters/" + language + ".properties"));
        return new Words(language, Map.copyOf(words));
    }

    private static Map<String, String> read(String file) {
        var properties = new Properties();
        try (var in = Words.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("There is no " + file);
            }
            properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var words = new HashMap<String, String>();
        properties.forEach((key, value) -> words.put((String) key, (String) value));
        return words;
    }

    /// A language's name in itself, such as `Deutsch`.
    static String name(String language) {
        Locale locale = Locale.forLanguageTag(language);
        String name = locale.getDisplayLanguage(locale);
        return name.substring(0, 1).toUpperCase(locale) + name.substring(1);
    }

    String language() {
        return language;
    }

    Locale locale() {
        return language.equals("en") ? Locale.UK : Locale.forLanguageTag(language);
    }

    Map<String, String> entries() {
        return words;
    }

    String of(String key) {
        String word = words.get(key);
        if (word == null) {
            throw new IllegalArgumentException("There is no word '" + key + "' in " + language);
        }
        return word;
    }

    /// With `{0}` replaced.
    String of(String key, Object value) {
        return of(key).replace("{0}", value.toString());
    }

    /// In the form that the language has for so many, with `{0}` replaced.
    String of(String key, long count) {
        String form = key + "." + Plural.of(language, count);
        return of(form).replace("{0}", Long.toString(count));
    }

    /// The stage of an incident or maintenance; an unknown one as it came.
    String stage(String status) {
        String word = words.get("stage." + status);
        return word == null ? status.replace('_', ' ') : word;
    }
}
