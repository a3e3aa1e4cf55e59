package dev.bellwether.guard;

/// Which brackets of a statement hold nothing but literals, found in one pass from the inside out,
/// so that deep nesting costs no more than length.
final class LiteralLists {
    private final int[] ends;

    private LiteralLists(int[] ends) {
        this.ends = ends;
    }

    static LiteralLists of(Tokens tokens) {
        var ends = new int[tokens.count()];
        int deepest = tokens.deepest();
        var open = new int[deepest + 1];
        var isMixed = new boolean[deepest + 1];
        var isFull = new boolean[deepest + 1];
        int depth = 0;
        for (int i = 0; i < tokens.count(); i++) {
            if (tokens.is(i, TokenKind.OPEN)) {
                depth++;
                open[depth] = i;
                isMixed[depth] = false;
                isFull[depth] = false;
            } else if (tokens.is(i, TokenKind.CLOSE)) {
                boolean isLiteral =
                        isParameter(tokens, open[depth]) || !isMixed[depth] && isFull[depth];
                if (isLiteral) {
                    ends[open[depth]] = i;
                }
                depth--;
                isFull[depth] |= isLiteral;
                isMixed[depth] |= !isLiteral;
            } else if (isLiteral(tokens, i)) {
                isFull[depth] = true;
            } else if (!tokens.is(i, ',') && !tokens.is(i, '-') && !tokens.is(i, '+')) {
                isMixed[depth] = true;
            }
        }
        return new LiteralLists(ends);
    }

    /// The closing bracket of this opening one, when only literals stand between them; else 0.
    int end(int open) {
        return ends[open];
    }

    /// `{name:Type}`, which a client fills in beside the query.
    static boolean isParameter(Tokens tokens, int open) {
        return tokens.is(open, '{') && tokens.isName(open + 1) && tokens.is(open + 2, ':');
    }

    private static boolean isLiteral(Tokens tokens, int token) {
        return tokens.isLiteral(token)
                || tokens.isWord(token, "NULL")
                || tokens.isWord(token, "TRUE")
                || tokens.isWord(token, "FALSE");
    }
}
