package dev.bellwether.watch;

/// How many senders' first words are on their way through the rooms. Pure.
///
/// @param underWay decided since the others were held back for them
record FirstWords(int underWay) {
    static final FirstWords NONE = new FirstWords(0);

    /// More than one batch takes: a storm over many teams, and not one sender that is new.
    static final int MANY = 25;

    /// @param held whether the others are held back ([InboundPace])
    /// @param more decided now
    FirstWords and(boolean held, int more) {
        return held ? new FirstWords(underWay + more) : NONE;
    }

    /// Whether accepting gives way to them.
    boolean areMany() {
        return underWay > MANY;
    }
}
