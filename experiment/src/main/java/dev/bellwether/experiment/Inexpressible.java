package dev.bellwether.experiment;

/// Another system's rule language cannot say what a flag says, or would say something else.
final class Inexpressible extends Exception {
    private static final long serialVersionUID = 1;

    /// @param why in words that people read
    Inexpressible(String why) {
        super(why);
    }

    String why() {
        return String.valueOf(getMessage());
    }
}
