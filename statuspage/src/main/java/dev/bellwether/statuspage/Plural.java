package dev.bellwether.statuspage;

/// The plural forms of whole numbers, as in CLDR's rules (cardinal), for the languages there are
/// words in. A test compares them with ICU.
final class Plural {
    private Plural() {}

    /// `one`, `few`, `many` or `other`.
    ///
    /// @param n not negative
    static String of(String language, long n) {
        return switch (language) {
            case "ja", "ko", "zh" -> "other";
            case "fr", "pt" -> n <= 1 ? "one" : isMillions(n) ? "many" : "other";
            case "es", "it" -> n == 1 ? "one" : isMillions(n) ? "many" : "other";
            case "pl" -> polish(n);
            default -> n == 1 ? "one" : "other";
        };
    }

    private static boolean isMillions(long n) {
        return n != 0 && n % 1_000_000 == 0;
    }

    private static String polish(long n) {
        if (n == 1) {
            return "one";
        }
        boolean few = n % 10 >= 2 && n % 10 <= 4 && !(n % 100 >= 12 && n % 100 <= 14);
        return few ? "few" : "many";
    }
}
