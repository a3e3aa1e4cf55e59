package dev.bellwether.guard;

/// What the guard knows of a query from its text alone.
sealed interface Statement {
    /// A text the lexer understood.
    record Read(Tokens tokens, Fingerprint fingerprint, Shape shape) implements Statement {}

    /// One it did not. It is passed to the server all the same, under the cap of a probe: the
    /// server's own answer is the right one.
    record Unread(Lexed.Unlexed reason) implements Statement {}

    static Statement of(String sql) {
        return switch (Lexer.lex(sql)) {
            case Tokens tokens -> new Read(tokens, Fingerprint.of(tokens), Shape.of(tokens));
            case Lexed.Unlexed reason -> new Unread(reason);
        };
    }
}
