package dev.bellwether.store;

import dev.bellwether.store.Archive.Column;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;

/// Rows in the text format of PostgreSQL's `COPY`
/// (https://www.postgresql.org/docs/18/sql-copy.html, "Text Format"), for the four kinds of column
/// that there are.
final class CopyText {
    private static final String NULL = "\\N";

    private CopyText() {}

    static String line(ResultSet rows, List<Column> columns) throws SQLException {
        var line = new StringBuilder();
        for (int i = 0; i < columns.size(); i++) {
            if (i > 0) {
                line.append('\t');
            }
            append(line, rows, i + 1, columns.get(i));
        }
        return line.append('\n').toString();
    }

    private static void append(StringBuilder line, ResultSet rows, int at, Column column)
            throws SQLException {
        String text = rows.getString(at);
        if (text == null) {
            line.append(NULL);
            return;
        }
        switch (column.kind()) {
            case NUMBER -> line.append(rows.getLong(at));
            case REAL -> line.append(rows.getDouble(at));
            case BOOLEAN -> line.append(rows.getBoolean(at) ? 't' : 'f');
            case TEXT -> escape(line, text);
        }
    }

    private static void escape(StringBuilder line, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\\' -> line.append("\\\\");
                case '\t' -> line.append("\\t");
                case '\n' -> line.append("\\n");
                case '\r' -> line.append("\\r");
                default -> line.append(c);
            }
        }
    }

    static void bind(PreparedStatement insert, String line, List<Column> columns)
            throws SQLException {
        String[] values = line.split("\t", -1);
        if (values.length != columns.size()) {
            throw new SQLException(
                    "A row has " + values.length + " columns instead of " + columns.size());
        }
        for (int i = 0; i < values.length; i++) {
            bind(insert, i + 1, values[i], columns.get(i));
        }
    }

    private static void bind(PreparedStatement insert, int at, String value, Column column)
            throws SQLException {
        if (value.equals(NULL)) {
            insert.setNull(at, Types.NULL);
            return;
        }
        switch (column.kind()) {
            case NUMBER -> insert.setLong(at, Long.parseLong(value));
            case REAL -> insert.setDouble(at, Double.parseDouble(value));
            case BOOLEAN -> insert.setBoolean(at, value.equals("t"));
            case TEXT -> insert.setString(at, unescape(value));
        }
    }

    /// `COPY` also writes `\b`, `\f` and `\v`.
    static String unescape(String value) {
        if (value.indexOf('\\') < 0) {
            return value;
        }
        var text = new StringBuilder(value.length());
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c != '\\' || i + 1 == value.length()) {
                text.append(c);
                continue;
            }
            char next = value.charAt(++i);
            text.append(
                    switch (next) {
                        case 't' -> '\t';
                        case 'n' -> '\n';
                        case 'r' -> '\r';
                        case 'b' -> '\b';
                        case 'f' -> '\f';
                        case 'v' -> '\u000b';
                        default -> next;
                    });
        }
        return text.toString();
    }
}
