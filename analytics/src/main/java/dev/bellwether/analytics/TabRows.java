package dev.bellwether.analytics;

import java.io.BufferedReader;
import java.io.IOException;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/// Reads `TabSeparatedWithNames`. A server that fails in the middle of an answer writes its error
/// behind the rows, with status 200: a row with another number of columns is such an error, and so
/// is an answer without names.
final class TabRows implements EventView.Row {
    private static final String NULL = "\\N";

    private final Map<String, Integer> columns = new HashMap<>();
    private String[] cells = new String[0];

    private TabRows(String[] names) {
        for (int i = 0; i < names.length; i++) {
            columns.put(plain(names[i]), i);
        }
    }

    static void read(BufferedReader in, EventView.Taking taking) throws IOException, SQLException {
        String names = in.readLine();
        if (names == null) {
            throw new ClickHouseError("ClickHouse answered nothing", 0);
        }
        refuseError(names);
        var row = new TabRows(names.split("\t", -1));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            row.cells = line.split("\t", -1);
            if (row.cells.length != row.columns.size()) {
                refuseError(line);
                throw new ClickHouseError("ClickHouse's answer broke off at: " + line, 0);
            }
            if (row.cells.length == 1) {
                refuseError(line);
            }
            taking.take(row);
        }
    }

    private static void refuseError(String line) throws ClickHouseError {
        if (line.startsWith("Code: ") && line.contains("Exception")
                || line.startsWith("__exception__")) {
            throw new ClickHouseError(line, ClickHouse.code(line));
        }
    }

    private String cell(String column) throws SQLException {
        Integer at = columns.get(column);
        if (at == null) {
            throw new SQLException("the answer has no column " + column);
        }
        return cells[at];
    }

    @Override
    public String text(String column) throws SQLException {
        String cell = cell(column);
        return cell.equals(NULL) ? "" : plain(cell);
    }

    @Override
    public long whole(String column) throws SQLException {
        String cell = cell(column);
        return cell.equals(NULL) ? 0 : Long.parseLong(cell);
    }

    @Override
    public double number(String column) throws SQLException {
        String cell = cell(column);
        return switch (cell) {
            case NULL, "nan", "-nan" -> Double.NaN;
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(cell);
        };
    }

    private static String plain(String cell) {
        if (cell.indexOf('\\') < 0) {
            return cell;
        }
        var text = new StringBuilder(cell.length());
        for (int i = 0; i < cell.length(); i++) {
            char c = cell.charAt(i);
            if (c != '\\' || i + 1 == cell.length()) {
                text.append(c);
                continue;
            }
            char escaped = cell.charAt(++i);
            text.append(
                    switch (escaped) {
                        case 'n' -> '\n';
                        case 't' -> '\t';
                        case 'r' -> '\r';
                        case 'b' -> '\b';
                        case 'f' -> '\f';
                        case '0' -> '\0';
                        default -> escaped;
                    });
        }
        return text.toString();
    }
}
