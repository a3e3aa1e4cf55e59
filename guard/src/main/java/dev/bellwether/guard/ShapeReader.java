package dev.bellwether.guard;

import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;

/// Reads a [Shape] off the tokens in one pass. It follows brackets, so that it can tell the `FROM`
/// of a query from that of `EXTRACT(DAY FROM d)`, and the `ORDER BY` of a query from a window's.
final class ShapeReader {
    private static final int MAX_NAMES = 200;

    private final Tokens tokens;
    private final SortedSet<String> tables = new TreeSet<>();
    private final SortedSet<String> named = new TreeSet<>();
    private final SortedSet<String> aggregates = new TreeSet<>();
    private final boolean[] isQuery;
    private final boolean[] isSorted;
    private int depth;
    private int joins;
    private int sorts;
    private int openSorts;
    private int groups;
    private int distinct;
    private int windows;

    ShapeReader(Tokens tokens) {
        this.tokens = tokens;
        this.isQuery = new boolean[tokens.deepest() + 1];
        this.isSorted = new boolean[tokens.deepest() + 1];
    }

    Shape read() {
        isQuery[0] = true;
        for (int i = 0; i < tokens.count(); i++) {
            if (tokens.is(i, TokenKind.OPEN)) {
                depth++;
                isQuery[depth] = beginsQuery(i + 1);
                isSorted[depth] = false;
                if (isQuery[depth] && tokens.isWord(i - 1, "AS") && tokens.isName(i - 2)) {
                    add(named, tokens.plain(i - 2));
                }
            } else if (tokens.is(i, TokenKind.CLOSE)) {
                endOfSort();
                depth--;
            } else if (tokens.is(i, TokenKind.WORD) && !tokens.is(i - 1, '.')) {
                i = word(i);
            }
        }
        endOfSort();
        tables.removeAll(named);
        return new Shape(
                kind(), tables, aggregates, joins, sorts, openSorts, groups, distinct, windows);
    }

    private boolean beginsQuery(int at) {
        return tokens.isWord(at, "SELECT")
                || tokens.isWord(at, "WITH")
                || tokens.isWord(at, "FROM")
                || tokens.isWord(at, "EXPLAIN")
                || tokens.is(at, '(') && isQuery[depth - 1];
    }

    private void endOfSort() {
        if (isSorted[depth]) {
            openSorts++;
            isSorted[depth] = false;
        }
    }

    /// Answers the last token that it took.
    private int word(int i) {
        if (tokens.is(i + 1, '(')) {
            String function = tokens.textOf(i);
            if (SqlWords.isAggregate(function)) {
                boolean isDistinct = tokens.isWord(i + 2, "DISTINCT");
                add(aggregates, isDistinct ? function + "Distinct" : function);
                return i;
            }
        }
        if (!isQuery[depth]) {
            return i;
        }
        switch (tokens.textOf(i).toUpperCase(Locale.ROOT)) {
            case "FROM", "INTO", "TABLE", "DESCRIBE", "DESC", "UPDATE" -> {
                return tables(i);
            }
            case "JOIN" -> {
                if (!tokens.isWord(i - 1, "ARRAY")) {
                    joins++;
                    return tables(i);
                }
            }
            case "ORDER" -> {
                if (tokens.isWord(i + 1, "BY") && kind() != Shape.Kind.CHANGE) {
                    endOfSort();
                    sorts++;
                    isSorted[depth] = true;
                }
            }
            // `LIMIT n BY` keeps n of each key and bounds nothing.
            case "LIMIT" -> isSorted[depth] = isSorted[depth] && isLimitBy(i);
            case "UNION", "EXCEPT", "INTERSECT" -> {
                endOfSort();
                if (tokens.isWord(i + 1, "DISTINCT")) {
                    distinct++;
                }
            }
            case "GROUP" -> groups += tokens.isWord(i + 1, "BY") ? 1 : 0;
            case "SELECT" -> distinct += tokens.isWord(i + 1, "DISTINCT") ? 1 : 0;
            case "OVER" -> windows++;
            default -> {}
        }
        return i;
    }

    private boolean isLimitBy(int limit) {
        for (int i = limit + 1; i < Math.min(limit + 5, tokens.count()); i++) {
            if (tokens.isWord(i, "BY")) {
                return true;
            }
        }
        return false;
    }

    /// Takes down the tables behind this keyword: one, or several with commas, which is a join.
    /// Answers the last token that it took.
    private int tables(int keyword) {
        int at = keyword + 1;
        while (tokens.isWord(at, "TABLE")
                || tokens.isWord(at, "FUNCTION")
                || tokens.isWord(at, "IF")
                || tokens.isWord(at, "NOT")
                || tokens.isWord(at, "EXISTS")) {
            at++;
        }
        boolean mayBeList = tokens.isWord(keyword, "FROM");
        while (tokens.isName(at)) {
            var name = new StringBuilder(tokens.plain(at++));
            while (tokens.is(at, '.') && tokens.isName(at + 1)) {
                name.append('.').append(tokens.plain(at + 1));
                at += 2;
            }
            boolean mayBeFunction = mayBeList || tokens.isWord(keyword, "JOIN");
            add(tables, tokens.is(at, '(') && mayBeFunction ? name + "()" : name.toString());
            at += tokens.isWord(at, "FINAL") ? 1 : 0;
            at += tokens.isWord(at, "AS") ? 1 : 0;
            boolean hasAlias = tokens.isName(at) && tokens.is(at + 1, ',');
            at += hasAlias ? 1 : 0;
            if (!mayBeList || !tokens.is(at, ',')) {
                return at - 1;
            }
            at++;
            joins++;
        }
        return at - 1;
    }

    private static void add(SortedSet<String> names, String name) {
        if (names.size() < MAX_NAMES) {
            names.add(name);
        }
    }

    private Shape.Kind kind() {
        int first = 0;
        while (tokens.is(first, '(')) {
            first++;
        }
        if (!tokens.is(first, TokenKind.WORD)) {
            return Shape.Kind.CHANGE;
        }
        return switch (SqlWords.upper(tokens.textOf(first))) {
            case "SELECT", "WITH", "FROM" -> Shape.Kind.SELECT;
            case "INSERT" -> Shape.Kind.INSERT;
            case "SHOW", "DESCRIBE", "DESC", "EXISTS", "EXPLAIN", "CHECK" -> Shape.Kind.TELL;
            case "KILL" -> Shape.Kind.KILL;
            case "SET", "USE" -> Shape.Kind.SESSION;
            default -> Shape.Kind.CHANGE;
        };
    }
}
