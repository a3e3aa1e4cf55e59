package dev.bellwether.statuspage;

import java.util.ArrayList;
import java.util.List;

/// Lists of subscribers as text: RFC 4180, a mail address in the first column or in the one that is
/// called so.
final class SubscriberCsv {
    private SubscriberCsv() {}

    /// One record and the line it begins at, from 1.
    record Row(int line, List<String> cells) {}

    static List<Row> read(String text) {
        var rows = new ArrayList<Row>();
        var cells = new ArrayList<String>();
        var cell = new StringBuilder();
        boolean quoted = false;
        int line = 1;
        int begin = 1;
        String all = text.startsWith("\uFEFF") ? text.substring(1) : text;
        for (int i = 0; i < all.length(); i++) {
            char c = all.charAt(i);
            if (c == '\n') {
                line++;
            }
            if (quoted) {
                if (c == '"' && i + 1 < all.length() && all.charAt(i + 1) == '"') {
                    cell.append('"');
                    i++;
                } else if (c == '"') {
                    quoted = false;
                } else {
                    cell.append(c);
                }
            } else if (c == '"' && cell.isEmpty()) {
                quoted = true;
            } else if (c == ',' || c == ';' || c == '\t') {
                cells.add(cell.toString());
                cell.setLength(0);
            } else if (c == '\n') {
                cells.add(cell.toString());
                cell.setLength(0);
                add(rows, begin, cells);
                begin = line;
            } else if (c != '\r') {
                cell.append(c);
            }
        }
        cells.add(cell.toString());
        add(rows, begin, cells);
        return rows;
    }

    private static void add(List<Row> rows, int line, List<String> cells) {
        if (cells.stream().anyMatch(cell -> !cell.isBlank())) {
            rows.add(new Row(line, List.copyOf(cells)));
        }
        cells.clear();
    }

    /// One record. What a spreadsheet would run as a formula is kept from it by an apostrophe.
    static String line(List<String> cells) {
        var out = new StringBuilder();
        for (String cell : cells) {
            if (!out.isEmpty()) {
                out.append(',');
            }
            String safe =
                    !cell.isEmpty() && "=+-@\t\r".indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
            out.append('"').append(safe.replace("\"", "\"\"")).append('"');
        }
        return out.append("\r\n").toString();
    }
}
