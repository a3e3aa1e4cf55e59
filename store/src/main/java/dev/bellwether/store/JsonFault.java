package dev.bellwether.store;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;

/// Where a text stops being JSON (RFC 8259): the line, the column, what stands there and what
/// could. A second look, at what the parser has refused: its own words are of tokens and streams,
/// and name its insides.
public final class JsonFault {
    /// What is wrong with JSON that a parser refuses all the same.
    public static final String BEYOND =
            "It is nested deeper, or holds more values, or a longer name, number or text, than is read";

    private static final Pattern NUMBER =
            Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_.+-]{1,40}");
    private static final Pattern HEX = Pattern.compile("[0-9A-Fa-f]{4}");
    private static final String NAME = "a name in double quotes";

    private final String text;

    /// `{` and `[` that are open.
    private final Deque<Character> open = new ArrayDeque<>();

    private int at;

    private JsonFault(String text) {
        this.text = text;
    }

    /// Empty when the text is JSON.
    public static Optional<String> in(String text) {
        return new JsonFault(text).fault();
    }

    /// Why a parser refused the text: where it breaks, or that it is beyond the bounds. A sentence
    /// without its full stop.
    public static String of(String text) {
        return in(text).orElse(BEYOND);
    }

    /// Why a parser refused bytes, as [#of(String)] does.
    ///
    /// @param refused what it threw
    public static String of(byte[] json, JacksonException refused) {
        if (refused instanceof StreamConstraintsException) {
            return BEYOND;
        }
        try {
            return of(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString());
        } catch (CharacterCodingException e) {
            return "It is no text in UTF-8";
        }
    }

    private Optional<String> fault() {
        try {
            value("a value");
            while (!open.isEmpty()) {
                next();
            }
            skip();
            return at < text.length() ? Optional.of(here("the end")) : Optional.empty();
        } catch (Fault found) {
            return Optional.of(found.words);
        }
    }

    /// What follows a value within an object or a list.
    private void next() {
        boolean object = open.getFirst() == '{';
        char end = object ? '}' : ']';
        skip();
        if (take(end)) {
            open.removeFirst();
        } else if (!take(',')) {
            throw new Fault(here("',' or '" + end + "'"));
        } else if (object) {
            name(NAME);
            value("a value");
        } else {
            value("a value");
        }
    }

    /// A name of an object and the colon behind it.
    private void name(String expected) {
        skip();
        if (at >= text.length() || text.charAt(at) != '"') {
            throw new Fault(here(expected));
        }
        string();
        skip();
        if (!take(':')) {
            throw new Fault(here("':'"));
        }
    }

    /// A value; of an object or a list its first one, until none comes before another.
    private void value(String expected) {
        String what = expected;
        while (true) {
            skip();
            if (take('[')) {
                open.addFirst('[');
                skip();
                if (take(']')) {
                    open.removeFirst();
                    return;
                }
                what = "a value or ']'";
            } else if (take('{')) {
                open.addFirst('{');
                skip();
                if (take('}')) {
                    open.removeFirst();
                    return;
                }
                name(NAME + " or '}'");
                what = "a value";
            } else {
                scalar(what);
                return;
            }
        }
    }

    private void scalar(String expected) {
        if (at < text.length() && text.charAt(at) == '"') {
            string();
            return;
        }
        Matcher number = NUMBER.matcher(text).region(at, text.length());
        if (number.lookingAt()
                && !WORD.matcher(text).region(number.end(), text.length()).lookingAt()) {
            at = number.end();
            return;
        }
        Matcher word = WORD.matcher(text).region(at, text.length());
        if (!word.lookingAt()) {
            throw new Fault(here(expected));
        }
        String said = word.group();
        if (!said.equals("true") && !said.equals("false") && !said.equals("null")) {
            throw new Fault(
                    place(at)
                            + ": '"
                            + said
                            + "' stands where "
                            + expected
                            + " is expected; a text needs double quotes");
        }
        at = word.end();
    }

    private void string() {
        int begin = at++;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '"') {
                at++;
                return;
            }
            if (c < ' ') {
                throw new Fault(
                        place(at) + ": a line break or control character within a text; write \\n");
            }
            if (c == '\\') {
                escape();
            }
            at++;
        }
        throw new Fault(
                place(begin) + ": the text that begins here has no double quote at its end");
    }

    private void escape() {
        at++;
        char c = at < text.length() ? text.charAt(at) : ' ';
        boolean hex = c == 'u' && HEX.matcher(text).region(at + 1, text.length()).lookingAt();
        if (!hex && "\"\\/bfnrt".indexOf(c) < 0) {
            throw new Fault(
                    place(at - 1)
                            + ": a backslash is followed by none of \" \\ / b f n r t or u and four"
                            + " hexadecimal digits");
        }
    }

    private boolean take(char wanted) {
        boolean there = at < text.length() && text.charAt(at) == wanted;
        at += there ? 1 : 0;
        return there;
    }

    private void skip() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private String here(String expected) {
        return place(at)
                + (at >= text.length()
                        ? ": it ends where "
                        : ": '" + Character.toString(text.codePointAt(at)) + "' stands where ")
                + expected
                + " is expected";
    }

    private String place(int offset) {
        String before = text.substring(0, offset);
        long line = 1 + before.chars().filter(c -> c == '\n').count();
        int column = offset - before.lastIndexOf('\n');
        return "Line " + line + ", column " + column;
    }

    private static final class Fault extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final String words;

        Fault(String words) {
            super(words, null, false, false);
            this.words = words;
        }
    }
}
