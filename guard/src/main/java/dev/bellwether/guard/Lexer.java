package dev.bellwether.guard;

import dev.bellwether.guard.Lexed.Unlexed;

/// Cuts ClickHouse SQL into tokens. One pass, no regular expression, no way back: time is linear in
/// the length, and both the length and the depth of brackets are bounded.
///
/// What it knows of the language (`src/Parsers/Lexer.cpp` of ClickHouse is the source): comments
/// are `-- …`, `# …`, `#!…` and `/* … */`, which do not nest; quotes are escaped by a backslash or
/// by doubling; `$tag$ … $tag$` is a string, and so is what stands between ‘ and ’; a name may hold
/// `$` behind its first letter. The rows behind `VALUES` or `FORMAT x` of an `INSERT` are data of
/// any kind, and are not looked at.
///
/// A text that cannot be cut is said to be so; it is never a reason to refuse the query.
final class Lexer {
    /// What the server reads of a query by default (`max_query_size`), in characters.
    static final int MAX_CHARS = 256 * 1024;

    /// What the server's parser goes down to by default (`max_parser_depth`).
    static final int MAX_DEPTH = 1_000;

    private static final int MAX_LOST_TAGS = 16;

    private final String sql;
    private final Tokens tokens;
    private final char[] open = new char[MAX_DEPTH];
    private int depth;
    private int at;
    private boolean selects;
    private int lostTags;

    private Lexer(String sql) {
        this.sql = sql;
        this.tokens = new Tokens(sql);
    }

    static Lexed lex(String sql) {
        return new Lexer(sql).all();
    }

    private Lexed all() {
        while (true) {
            int unclosed = skip();
            if (unclosed >= 0) {
                return new Unlexed("a comment is not closed", unclosed);
            }
            if (at >= sql.length()) {
                break;
            }
            if (at >= MAX_CHARS) {
                return new Unlexed("longer than " + MAX_CHARS + " characters", MAX_CHARS);
            }
            int start = at;
            TokenKind kind = next();
            if (at < 0) {
                return new Unlexed("a quote is not closed", start);
            }
            if (kind == TokenKind.OPEN) {
                if (depth == MAX_DEPTH) {
                    return new Unlexed("brackets deeper than " + MAX_DEPTH, start);
                }
                open[depth++] = sql.charAt(start);
            } else if (kind == TokenKind.CLOSE
                    && (depth == 0 || closing(open[--depth]) != sql.charAt(start))) {
                return new Unlexed("a bracket closes what is not open", start);
            }
            tokens.add(kind, start, at);
            if (kind == TokenKind.WORD && depth == 0 && beginsData()) {
                tokens.dataFrom(at);
                return tokens;
            }
        }
        return depth == 0 ? tokens : new Unlexed("a bracket is not closed", sql.length());
    }

    private static char closing(char opening) {
        return switch (opening) {
            case '(' -> ')';
            case '[' -> ']';
            default -> '}';
        };
    }

    /// Passes over space and comments; answers where a comment begins that never ends, else -1.
    private int skip() {
        while (at < sql.length()) {
            char c = sql.charAt(at);
            char then = at + 1 < sql.length() ? sql.charAt(at + 1) : 0;
            if (Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\ufeff' || c == 0) {
                at++;
            } else if (c == '-' && then == '-' || c == '#' && (then == ' ' || then == '!')) {
                int line = sql.indexOf('\n', at);
                at = line < 0 ? sql.length() : line + 1;
            } else if (c == '/' && then == '*') {
                int end = sql.indexOf("*/", at + 2);
                if (end < 0) {
                    return at;
                }
                at = end + 2;
            } else {
                return -1;
            }
        }
        return -1;
    }

    /// Passes over one token; `at` is -1 when it is a quote without an end.
    private TokenKind next() {
        char c = sql.charAt(at);
        if (isNameStart(c)) {
            while (at < sql.length() && isNamePart(sql.charAt(at))) {
                at++;
            }
            return TokenKind.WORD;
        }
        if (isDigit(c) || c == '.' && at + 1 < sql.length() && startsFraction()) {
            number();
            return TokenKind.NUMBER;
        }
        switch (c) {
            case '\'' -> {
                quoted(c);
                return TokenKind.STRING;
            }
            case '`', '"' -> {
                quoted(c);
                return TokenKind.QUOTED;
            }
            case '\u2018' -> {
                curly('\u2019');
                return TokenKind.STRING;
            }
            case '\u201c' -> {
                curly('\u201d');
                return TokenKind.QUOTED;
            }
            case '$' -> {
                return dollar();
            }
            case '(', '[', '{' -> {
                at++;
                return TokenKind.OPEN;
            }
            case ')', ']', '}' -> {
                at++;
                return TokenKind.CLOSE;
            }
            default -> {
                at++;
                return TokenKind.SIGN;
            }
        }
    }

    /// `.5` is a number, `t.5` is the fifth of a tuple.
    private boolean startsFraction() {
        int last = tokens.count() - 1;
        boolean isOfSomething =
                last >= 0
                        && tokens.end(last) == at
                        && (tokens.isName(last) || tokens.is(last, TokenKind.CLOSE));
        return isDigit(sql.charAt(at + 1)) && !isOfSomething;
    }

    private void number() {
        char mark = at + 1 < sql.length() ? sql.charAt(at + 1) : 0;
        boolean isHex = sql.charAt(at) == '0' && (mark == 'x' || mark == 'X');
        while (at < sql.length()) {
            char c = sql.charAt(at);
            char before = sql.charAt(Math.max(0, at - 1));
            boolean isSign = (c == '+' || c == '-') && isExponent(before, isHex);
            if (!isNamePart(c) && c != '.' && !isSign) {
                return;
            }
            at++;
        }
    }

    private static boolean isExponent(char c, boolean isHex) {
        return isHex ? c == 'p' || c == 'P' : c == 'e' || c == 'E';
    }

    private void quoted(char quote) {
        for (int i = at + 1; i < sql.length(); i++) {
            char c = sql.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == quote) {
                if (i + 1 < sql.length() && sql.charAt(i + 1) == quote) {
                    i++;
                } else {
                    at = i + 1;
                    return;
                }
            }
        }
        at = -1;
    }

    /// Typographic quotes have no escapes.
    private void curly(char closing) {
        int end = sql.indexOf(closing, at + 1);
        at = end < 0 ? -1 : end + 1;
    }

    /// `$tag$ … $tag$`, or a sign where no such thing begins. Each tag that does not come again
    /// costs a look through the rest, so those are counted.
    private TokenKind dollar() {
        int tagEnd = at + 1;
        while (tagEnd < sql.length() && isWordPart(sql.charAt(tagEnd))) {
            tagEnd++;
        }
        if (tagEnd >= sql.length() || sql.charAt(tagEnd) != '$') {
            at++;
            return TokenKind.SIGN;
        }
        String tag = sql.substring(at, tagEnd + 1);
        int end = sql.indexOf(tag, tagEnd + 1);
        if (end >= 0) {
            at = end + tag.length();
            return TokenKind.STRING;
        }
        lostTags++;
        at = lostTags > MAX_LOST_TAGS ? -1 : at + 1;
        return TokenKind.SIGN;
    }

    /// Whether the last token, a bare word outside of brackets, is the last before an insert's
    /// rows.
    private boolean beginsData() {
        int last = tokens.count() - 1;
        if (!tokens.isWord(0, "INSERT")) {
            return false;
        }
        if (tokens.isWord(last, "SELECT")) {
            selects = true;
        }
        if (tokens.isWord(last, "VALUES")) {
            return !selects && !namesTable(last - 1);
        }
        return last >= 3 && tokens.isWord(last - 1, "FORMAT") && !namesTable(last - 2);
    }

    private boolean namesTable(int before) {
        return tokens.isWord(before, "INTO")
                || tokens.isWord(before, "TABLE")
                || tokens.isWord(before, "FUNCTION")
                || tokens.isWord(before, "FORMAT")
                || tokens.is(before, '.');
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isNameStart(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || isLetterBeyond(c);
    }

    /// Typographic quotes are none, nor is any space.
    private static boolean isLetterBeyond(char c) {
        return c >= 0x80
                && (c < '\u2018' || c > '\u201d')
                && c != '\ufeff'
                && !Character.isSpaceChar(c);
    }

    private static boolean isWordPart(char c) {
        return isNameStart(c) || isDigit(c);
    }

    private static boolean isNamePart(char c) {
        return isWordPart(c) || c == '$';
    }
}
