package dev.bellwether.statistics;

/// FNV-1a, 32 bits (Fowler, Noll and Vo), over UTF-16 units as GrowthBook's JavaScript has it.
final class Fnv1a {
    private Fnv1a() {}

    static long of(String text) {
        int hash = 0x811c9dc5;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x01000193;
        }
        return Integer.toUnsignedLong(hash);
    }
}
