package dev.bellwether.guard;

import java.util.List;

/// Writes a statement down in one form: literals, lists of literals behind `IN` and in `[]`, and
/// parameters are `?`; comments, `SETTINGS` and a last semicolon are gone; keywords are in
/// capitals; space is where it is needed. Names stay as they are, for ClickHouse tells `a` from
/// `A`.
///
/// The hash is FNV-1a over the characters (Fowler, Noll, Vo; offset and prime of 64 bits), spread
/// by the last step of SplitMix64 (Steele, Lea, Flood, 2014), for FNV alone leaves the upper bits
/// of short texts alike.
final class FingerprintText {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private final Tokens tokens;
    private final LiteralLists lists;
    private final List<SettingsClause> clauses;
    private final StringBuilder shown = new StringBuilder();
    private long hash = FNV_OFFSET;
    private String last = "";

    FingerprintText(Tokens tokens) {
        this.tokens = tokens;
        this.lists = LiteralLists.of(tokens);
        this.clauses = SettingsClause.in(tokens);
    }

    Fingerprint read() {
        int clause = 0;
        int count = withoutSemicolons();
        for (int i = 0; i < count; i++) {
            if (clause < clauses.size() && clauses.get(clause).from() == i && i > 0) {
                i = clauses.get(clause++).to() - 1;
            } else {
                i = one(i);
            }
        }
        return new Fingerprint(spread(hash), shown.toString());
    }

    private int withoutSemicolons() {
        int count = tokens.count();
        while (count > 0 && tokens.is(count - 1, ';')) {
            count--;
        }
        return count;
    }

    /// Writes one token, or a list of literals; answers the last token written.
    private int one(int i) {
        switch (tokens.kind(i)) {
            case STRING, NUMBER -> put("?");
            case WORD -> put(word(i));
            case QUOTED -> put("`" + tokens.plain(i) + "`");
            case OPEN -> {
                int end = lists.end(i);
                if (LiteralLists.isParameter(tokens, i)) {
                    put("?");
                    return end;
                }
                put(tokens.textOf(i));
                if (end > 0 && (tokens.is(i, '[') || isBehindIn(i))) {
                    put("?");
                    put(tokens.textOf(end));
                    return end;
                }
            }
            case CLOSE -> put(tokens.textOf(i));
            case SIGN -> {
                if (!isSignOfNumber(i)) {
                    put(tokens.textOf(i));
                }
            }
        }
        return i;
    }

    private String word(int i) {
        String word = tokens.textOf(i);
        if (word.equalsIgnoreCase("true") || word.equalsIgnoreCase("false")) {
            return "?";
        }
        boolean isName = tokens.is(i - 1, '.') || tokens.is(i + 1, '.');
        return !isName && SqlWords.isKeyword(word) ? SqlWords.upper(word) : word;
    }

    private boolean isBehindIn(int open) {
        return tokens.is(open, '(') && tokens.isWord(open - 1, "IN");
    }

    private boolean isSignOfNumber(int i) {
        if (!tokens.is(i, '-') && !tokens.is(i, '+') || !tokens.is(i + 1, TokenKind.NUMBER)) {
            return false;
        }
        if (i == 0) {
            return true;
        }
        return switch (tokens.kind(i - 1)) {
            case OPEN, SIGN -> true;
            case WORD -> SqlWords.BEFORE_EXPRESSION.contains(SqlWords.upper(tokens.textOf(i - 1)));
            case QUOTED, STRING, NUMBER, CLOSE -> false;
        };
    }

    private void put(String piece) {
        if (!last.isEmpty() && isApart(piece)) {
            write(" ");
        }
        write(piece);
        last = piece;
    }

    private boolean isApart(String piece) {
        return switch (piece) {
            case ".", ",", ")", "]", "}" -> false;
            case "(", "[" -> SqlWords.isKeyword(last) || isSign(last);
            case "=" -> !"=<>!".contains(last);
            case ">" -> !"<-".contains(last);
            case "|", ":" -> !last.equals(piece);
            default -> !last.equals(".") && !last.equals("(") && !last.equals("[");
        };
    }

    private static boolean isSign(String piece) {
        return piece.length() == 1 && ",=<>!+-*/%|:?".contains(piece);
    }

    private void write(String piece) {
        for (int i = 0; i < piece.length(); i++) {
            hash = (hash ^ piece.charAt(i)) * FNV_PRIME;
        }
        int room = Fingerprint.SHOWN - shown.length();
        if (room > 0) {
            shown.append(piece, 0, Math.min(room, piece.length()));
        }
    }

    private static long spread(long value) {
        long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
