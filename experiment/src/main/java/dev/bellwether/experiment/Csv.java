package dev.bellwether.experiment;

import java.util.List;
import java.util.stream.Collectors;

/// Lines of a table for spreadsheets (RFC 4180). Pure.
final class Csv {
    private Csv() {}

    static void line(StringBuilder to, List<String> cells) {
        to.append(cells.stream().map(Csv::quoted).collect(Collectors.joining(","))).append("\r\n");
    }

    /// A name that a spreadsheet would take for a formula gets an apostrophe.
    static String text(String value) {
        boolean isFormula = !value.isEmpty() && "=+-@\t\r".indexOf(value.charAt(0)) >= 0;
        return isFormula ? "'" + value : value;
    }

    private static String quoted(String cell) {
        boolean needsQuotes =
                cell.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return needsQuotes ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
    }
}
