package dev.bellwether.guard;

/// What stands between quotes, read as ClickHouse reads it: a doubled quote is one, a backslash
/// begins an escape.
final class Quotes {
    private Quotes() {}

    /// @param quoted with its quotes, as the lexer found it; `$tag$text$tag$` too
    static String open(String quoted) {
        char quote = quoted.charAt(0);
        if (quote == '$') {
            int tag = quoted.indexOf('$', 1) + 1;
            return quoted.substring(tag, quoted.length() - tag);
        }
        var plain = new StringBuilder(quoted.length());
        int end = quoted.length() - 1;
        for (int i = 1; i < end; i++) {
            char c = quoted.charAt(i);
            if (c == quote) {
                i++;
                plain.append(quote);
            } else if (c != '\\' || i + 1 >= end) {
                plain.append(c);
            } else if (quoted.charAt(i + 1) == 'x' && i + 3 < end) {
                plain.append((char) hex(quoted.charAt(i + 2), quoted.charAt(i + 3)));
                i += 3;
            } else {
                i++;
                plain.append(escaped(quoted.charAt(i)));
            }
        }
        return plain.toString();
    }

    private static int hex(char high, char low) {
        return Math.max(0, Character.digit(high, 16)) * 16 + Math.max(0, Character.digit(low, 16));
    }

    private static char escaped(char c) {
        return switch (c) {
            case 'a' -> 7;
            case 'b' -> '\b';
            case 'e' -> 27;
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'v' -> 11;
            case '0' -> 0;
            default -> c;
        };
    }
}
