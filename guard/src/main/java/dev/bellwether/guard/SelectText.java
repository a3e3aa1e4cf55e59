package dev.bellwether.guard;

import java.util.List;
import java.util.Optional;

/// The text of a `SELECT` without what stands behind it: `FORMAT`, `SETTINGS`, `INTO OUTFILE`, the
/// semicolon. So it can be asked about as part of another statement.
final class SelectText {
    private SelectText() {}

    /// Empty when settings stand within it, for there they could lift any cap.
    static Optional<String> of(Tokens tokens) {
        List<SettingsClause> settings = SettingsClause.in(tokens);
        int depth = 0;
        int end = tokens.count();
        for (int i = 0; i < end; i++) {
            if (tokens.is(i, TokenKind.OPEN)) {
                depth++;
            } else if (tokens.is(i, TokenKind.CLOSE)) {
                depth--;
            } else if (depth == 0 && ends(tokens, i, settings)) {
                end = i;
            }
        }
        int from = end;
        if (end == 0 || settings.stream().anyMatch(clause -> clause.from() < from)) {
            return Optional.empty();
        }
        return Optional.of(tokens.text().substring(0, tokens.end(end - 1)));
    }

    private static boolean ends(Tokens tokens, int at, List<SettingsClause> settings) {
        if (tokens.is(at, ';') || settings.stream().anyMatch(clause -> clause.from() == at)) {
            return true;
        }
        if (tokens.isWord(at, "INTO")) {
            return tokens.isWord(at + 1, "OUTFILE");
        }
        // A column may be called so too; a format's name is the last of its text.
        return tokens.isWord(at, "FORMAT")
                && at > 1
                && tokens.isName(at + 1)
                && (at + 2 >= tokens.count()
                        || tokens.is(at + 2, ';')
                        || settings.stream().anyMatch(clause -> clause.from() == at + 2));
    }
}
