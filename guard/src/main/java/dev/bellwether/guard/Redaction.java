package dev.bellwether.guard;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// A statement's text without what people wrote into it: strings have [StandIns], comments are
/// gone; numbers, dates, and strings that are part of the language (units, time zones, types, keys
/// of JSON) stay, so that it still runs and is of the same form.
final class Redaction {
    private static final Pattern DATE =
            Pattern.compile("\\d{4}-\\d{2}-\\d{2}([ T]\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,9})?)?Z?)?");

    private static final Pattern WORDS = Pattern.compile("[a-z0-9_,]{1,100}");

    private static final Set<String> UNITS =
            Set.of(
                    ("nanosecond microsecond millisecond second minute hour day week month quarter"
                                    + " year ns us ms s mi n h hh d dd w wk ww m mm q qq yy yyyy")
                            .split(" "));

    /// All that they are given but the first is language.
    private static final List<String> BUT_THE_FIRST =
            List.of(
                    "accuratecast",
                    "cast",
                    "formatdatetime",
                    "json",
                    "parsedatetime",
                    "reinterpret",
                    "simplejson",
                    "todate",
                    "tohour",
                    "tominute",
                    "tomonth",
                    "tostartof",
                    "totimezone",
                    "tounixtimestamp",
                    "toyear",
                    "toyyyymm",
                    "tupleelement",
                    "visitparam");

    /// Names of dictionaries, tables or functions come first.
    private static final List<String> NAMES_FIRST =
            List.of("arrayreduce", "dictget", "dicthas", "initializeaggregation", "joinget");

    private final Tokens tokens;
    private final List<SettingsClause> clauses;
    private final StandIns standIns;
    private final StringBuilder out = new StringBuilder();
    private final Deque<Call> open = new ArrayDeque<>();

    /// A bracket that is open, and behind how many commas in it one stands.
    private record Call(String function, int place) {}

    private Redaction(Tokens tokens, StandIns standIns) {
        this.tokens = tokens;
        this.standIns = standIns;
        this.clauses = SettingsClause.in(tokens);
    }

    static String of(Tokens tokens, StandIns standIns) {
        return new Redaction(tokens, standIns).all();
    }

    private String all() {
        for (int i = 0; i < tokens.count(); i++) {
            if (i > 0 && tokens.start(i) > tokens.end(i - 1)) {
                out.append(' ');
            }
            switch (tokens.kind(i)) {
                case STRING -> out.append(string(i));
                case OPEN -> {
                    boolean isCall = tokens.is(i, '(') && tokens.isName(i - 1);
                    String name = isCall ? tokens.plain(i - 1).toLowerCase(Locale.ROOT) : "";
                    open.push(new Call(name, 0));
                    out.append(tokens.textOf(i));
                }
                case CLOSE -> {
                    open.poll();
                    out.append(tokens.textOf(i));
                }
                case SIGN -> {
                    if (tokens.is(i, ',') && !open.isEmpty()) {
                        Call call = open.pop();
                        open.push(new Call(call.function(), call.place() + 1));
                    }
                    out.append(tokens.textOf(i));
                }
                case WORD, QUOTED, NUMBER -> out.append(tokens.textOf(i));
            }
        }
        return out.toString();
    }

    private String string(int at) {
        String plain = tokens.plain(at);
        boolean isBits =
                tokens.is(at - 1, TokenKind.WORD) && tokens.end(at - 1) == tokens.start(at);
        if (isBits) {
            return "'" + "0".repeat(plain.length()) + "'";
        }
        String raw = tokens.textOf(at);
        boolean isUsual = raw.startsWith("'");
        if (isLanguage(at, plain)) {
            return isUsual ? raw : quoted(plain);
        }
        // As it was written, for what a backslash means is the server's to say.
        return isUsual
                ? "'" + standIns.of(raw.substring(1, raw.length() - 1)) + "'"
                : quoted(standIns.of(plain));
    }

    private boolean isLanguage(int at, String plain) {
        if (tokens.isWord(at - 1, "INTERVAL") || tokens.isWord(at - 1, "AS")) {
            return true;
        }
        if (DATE.matcher(plain).matches() || isSettings(at) && WORDS.matcher(plain).matches()) {
            return true;
        }
        Call call = open.peek();
        if (call == null || call.function().isEmpty()) {
            return false;
        }
        return call.function().equals("windowfunnel")
                || call.function().startsWith("date") && UNITS.contains(plain)
                || call.place() < 2 && NAMES_FIRST.stream().anyMatch(call.function()::startsWith)
                || call.place() > 0 && BUT_THE_FIRST.stream().anyMatch(call.function()::startsWith);
    }

    private boolean isSettings(int at) {
        return clauses.stream()
                .flatMap(clause -> clause.settings().stream())
                .anyMatch(one ->
                        one.from() <= at && at < one.to() && !one.name().equals("log_comment"));
    }

    private static String quoted(String plain) {
        return "'"
                + plain.replace("\\", "\\\\")
                        .replace("'", "\\'")
                        .replace("\n", "\\n")
                        .replace("\r", "\\r")
                        .replace("\0", "\\0")
                + "'";
    }

    /// A value of a parameter: what is no number and no date has a stand-in.
    static String value(String value, StandIns standIns) {
        boolean stays =
                value.matches("[-+]?[0-9]{1,40}(\\.[0-9]{1,40})?([eE][-+]?[0-9]{1,3})?")
                        || DATE.matcher(value).matches();
        return stays ? value : standIns.of(value);
    }
}
