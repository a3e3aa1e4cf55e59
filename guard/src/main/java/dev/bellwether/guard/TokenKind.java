package dev.bellwether.guard;

/// What a token is. Space and comments are no tokens.
enum TokenKind {
    /// A bare word: a keyword, a name, a function.
    WORD,
    /// A name in backticks or double quotes.
    QUOTED,
    /// In single quotes, or between `$tag$` and `$tag$`.
    STRING,
    NUMBER,
    /// `(`, `[` or `{`.
    OPEN,
    /// `)`, `]` or `}`.
    CLOSE,
    /// One character that is none of the others.
    SIGN
}
