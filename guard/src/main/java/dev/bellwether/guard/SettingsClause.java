package dev.bellwether.guard;

import java.util.ArrayList;
import java.util.List;

/// A `SETTINGS` clause of a query, or a whole `SET` statement.
///
/// @param from its first token
/// @param to behind its last token
record SettingsClause(int from, int to, List<Setting> settings) {
    /// One setting of it.
    ///
    /// @param name without quotes
    /// @param from the first token of its value; `to` where it has none (short for 1)
    /// @param to behind the last token of its value
    record Setting(String name, int from, int to) {}

    SettingsClause {
        settings = List.copyOf(settings);
    }

    /// The clauses of a statement, in the order of the text.
    static List<SettingsClause> in(Tokens tokens) {
        var found = new ArrayList<SettingsClause>();
        if (tokens.isWord(0, "SET") && tokens.isName(1) && !tokens.isWord(1, "ROLE")) {
            found.add(read(tokens, 0));
            return found;
        }
        for (int i = 1; i < tokens.count(); i++) {
            if (begins(tokens, i)) {
                SettingsClause clause = read(tokens, i);
                found.add(clause);
                i = clause.to() - 1;
            }
        }
        return found;
    }

    /// A column or table may be called settings too. What is followed by `name =` is a clause for
    /// certain; else it is one where no expression can begin.
    private static boolean begins(Tokens tokens, int at) {
        if (!tokens.isWord(at, "SETTINGS") || !tokens.isName(at + 1) || tokens.is(at - 1, '.')) {
            return false;
        }
        if (tokens.is(at + 2, '=')) {
            return true;
        }
        if (tokens.isWord(at + 1, "PROFILE")) {
            return false;
        }
        int last = at - 1;
        return switch (tokens.kind(last)) {
            case WORD -> !SqlWords.BEFORE_EXPRESSION.contains(SqlWords.upper(tokens.textOf(last)));
            case QUOTED, STRING, NUMBER, CLOSE -> true;
            case OPEN -> false;
            case SIGN -> tokens.is(last, '*');
        };
    }

    private static SettingsClause read(Tokens tokens, int keyword) {
        var settings = new ArrayList<Setting>();
        int at = keyword + 1;
        while (tokens.isName(at)) {
            String name = tokens.plain(at);
            int value = at + 1;
            at = value;
            if (tokens.is(value, '=')) {
                value++;
                at = valueEnd(tokens, value);
            }
            settings.add(new Setting(name, value, Math.max(value, at)));
            if (!tokens.is(at, ',') || !tokens.isName(at + 1)) {
                break;
            }
            at++;
        }
        return new SettingsClause(keyword, at, settings);
    }

    /// A value is a literal with or without a sign, a word, `{name:Type}`, a list in brackets, or a
    /// function with its brackets.
    private static int valueEnd(Tokens tokens, int from) {
        int at = from;
        while (tokens.is(at, '-') || tokens.is(at, '+')) {
            at++;
        }
        if (at >= tokens.count()) {
            return at;
        }
        if (!tokens.is(at, TokenKind.OPEN)) {
            at++;
            if (!tokens.is(at - 1, TokenKind.WORD) || !tokens.is(at, TokenKind.OPEN)) {
                return at;
            }
        }
        int depth = 0;
        do {
            if (tokens.is(at, TokenKind.OPEN)) {
                depth++;
            } else if (tokens.is(at, TokenKind.CLOSE)) {
                depth--;
            }
            at++;
        } while (depth > 0 && at < tokens.count());
        return at;
    }
}
