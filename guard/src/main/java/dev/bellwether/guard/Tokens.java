package dev.bellwether.guard;

import java.util.Arrays;

/// The tokens of one statement, in arrays: a text of a quarter of a million characters may have as
/// many of them. Not for several threads while it is filled; never changed after.
final class Tokens implements Lexed {
    private static final TokenKind[] KINDS = TokenKind.values();

    private final String text;
    private byte[] kinds = new byte[64];
    private int[] starts = new int[64];
    private int[] ends = new int[64];
    private int count;
    private int dataFrom = -1;

    Tokens(String text) {
        this.text = text;
    }

    void add(TokenKind kind, int start, int end) {
        if (count == kinds.length) {
            kinds = Arrays.copyOf(kinds, count * 2);
            starts = Arrays.copyOf(starts, count * 2);
            ends = Arrays.copyOf(ends, count * 2);
        }
        kinds[count] = (byte) kind.ordinal();
        starts[count] = start;
        ends[count] = end;
        count++;
    }

    void dataFrom(int at) {
        dataFrom = at;
    }

    String text() {
        return text;
    }

    int count() {
        return count;
    }

    /// No bracket of it stands within more brackets than that.
    int deepest() {
        return Math.min(Lexer.MAX_DEPTH, count);
    }

    /// Where the rows of an `INSERT` begin in the text; -1 when there are none.
    int dataFrom() {
        return dataFrom;
    }

    int start(int token) {
        return starts[token];
    }

    int end(int token) {
        return ends[token];
    }

    String textOf(int token) {
        return text.substring(starts[token], ends[token]);
    }

    /// Whether there is such a token, and it is of this kind.
    boolean is(int token, TokenKind kind) {
        return token >= 0 && token < count && KINDS[kinds[token]] == kind;
    }

    TokenKind kind(int token) {
        return KINDS[kinds[token]];
    }

    /// Whether there is such a token, and it is this one character.
    boolean is(int token, char sign) {
        return token >= 0
                && token < count
                && ends[token] - starts[token] == 1
                && text.charAt(starts[token]) == sign;
    }

    /// Whether there is such a token, and it is this bare word in any case.
    boolean isWord(int token, String word) {
        return is(token, TokenKind.WORD)
                && ends[token] - starts[token] == word.length()
                && text.regionMatches(true, starts[token], word, 0, word.length());
    }

    boolean isName(int token) {
        return is(token, TokenKind.WORD) || is(token, TokenKind.QUOTED);
    }

    boolean isLiteral(int token) {
        return is(token, TokenKind.STRING) || is(token, TokenKind.NUMBER);
    }

    /// A name or a string without its quotes and escapes, as the server reads it.
    String plain(int token) {
        return switch (kind(token)) {
            case QUOTED, STRING -> Quotes.open(textOf(token));
            case WORD, NUMBER, OPEN, CLOSE, SIGN -> textOf(token);
        };
    }
}
