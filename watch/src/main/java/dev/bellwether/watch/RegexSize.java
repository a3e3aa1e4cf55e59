package dev.bellwether.watch;

/// How many steps a regular expression would have, at most about, told from its text alone. RE2
/// writes out what is repeated, so `((a{500}){500}){500}` has a hundred million steps before
/// anybody can count them, and takes the process with it. So it is not compiled.
///
/// Pure, and linear in the text. What is no expression gets some number; compiling it says why.
final class RegexSize {
    /// Beyond this no number is told apart any more.
    private static final long ENDLESS = 1L << 40;

    private static final int DEEPEST = 200;

    private final String text;
    private final long[] outer = new long[DEEPEST];
    private int depth;
    private int at;

    /// Steps of the group under way, and of what stands last in it, which an operator repeats.
    private long steps;

    private long last;

    private RegexSize(String text) {
        this.text = text;
    }

    /// Whether it would have more than `most` steps, or groups in groups without end. A group is
    /// told as up to four times what it takes, so whoever refuses by this leaves room.
    static boolean exceeds(String text, long most) {
        return new RegexSize(text).count() > most;
    }

    private long count() {
        while (at < text.length()) {
            char next = text.charAt(at++);
            switch (next) {
                case '(' -> {
                    if (depth == DEEPEST) {
                        return ENDLESS;
                    }
                    begin();
                }
                case ')' -> end();
                case '|' -> one();
                case '*', '+', '?' -> steps = Math.min(ENDLESS, steps + 1);
                case '{' -> repeatOrBrace();
                case '[' -> {
                    skipClass();
                    one();
                }
                case '\\' -> escaped();
                default -> one();
            }
        }
        while (depth > 0) {
            end();
        }
        return steps;
    }

    private void one() {
        last = 1;
        steps = Math.min(ENDLESS, steps + 1);
    }

    private void begin() {
        outer[depth++] = steps;
        steps = 0;
        last = 0;
        if (at < text.length() && text.charAt(at) == '?') {
            at++;
        }
    }

    private void end() {
        if (depth > 0) {
            last = Math.min(ENDLESS, steps + 2);
            steps = Math.min(ENDLESS, outer[--depth] + last);
        }
    }

    /// `{n}`, `{n,}` or `{n,m}`; else a brace that stands for itself.
    private void repeatOrBrace() {
        int close = text.indexOf('}', at);
        String inner = close < 0 ? "" : text.substring(at, Math.min(close, at + 20));
        if (!inner.matches("\\d{1,9}(,\\d{0,9})?")) {
            one();
            return;
        }
        at = close + 1;
        String[] bounds = inner.split(",", -1);
        long times = Long.parseLong(bounds[0]) + bounds.length - 1;
        if (bounds.length == 2 && !bounds[1].isEmpty()) {
            times = Math.max(times, Long.parseLong(bounds[1]));
        }
        long repeated = Math.min(ENDLESS, (last + 1) * Math.max(1, Math.min(times, 1_000_000)));
        steps = Math.min(ENDLESS, steps - last + repeated);
        last = repeated;
    }

    private void skipClass() {
        if (at < text.length() && text.charAt(at) == '^') {
            at++;
        }
        if (at < text.length() && text.charAt(at) == ']') {
            at++;
        }
        while (at < text.length() && text.charAt(at) != ']') {
            if (text.startsWith("[:", at)) {
                int close = text.indexOf(":]", at);
                at = close < 0 ? at + 1 : close + 2;
            } else {
                at += text.charAt(at) == '\\' ? 2 : 1;
            }
        }
        at++;
    }

    /// One character or class; `\Q…\E` is as many as stand between.
    private void escaped() {
        char kind = at < text.length() ? text.charAt(at++) : '\\';
        if (kind == 'Q') {
            int close = text.indexOf("\\E", at);
            int until = close < 0 ? text.length() : close;
            steps = Math.min(ENDLESS, steps + until - at);
            last = until > at ? 1 : 0;
            at = close < 0 ? until : until + 2;
            return;
        }
        if ((kind == 'p' || kind == 'P' || kind == 'x') && text.startsWith("{", at)) {
            int close = text.indexOf('}', at);
            at = close < 0 ? text.length() : close + 1;
        }
        one();
    }
}
