package dev.bellwether.demo;

/// What is the matter with a page's server. Most have nothing.
enum Quirk {
    NONE,
    /// Answers 503.
    BROKEN,
    /// Answers 429 and asks for two minutes.
    BUSY,
    /// Answers after four seconds.
    SLOW,
    /// Answers 200 with an advertisement.
    ADVERTISES;

    /// About one page in seventy has one.
    static Quirk of(int number) {
        if (number % 211 == 17) {
            return BROKEN;
        }
        if (number % 307 == 31) {
            return BUSY;
        }
        if (number % 397 == 53) {
            return SLOW;
        }
        return number % 503 == 71 ? ADVERTISES : NONE;
    }
}
