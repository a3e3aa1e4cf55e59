package dev.bellwether.watch;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import tools.jackson.databind.JsonNode;

/// What a pasted text lists. Pure.
///
/// @param rows each with the words of one thing, the likeliest name first
/// @param libraries true when the names are those of libraries, most of which belong to no provider
record PastedList(List<List<String>> rows, boolean libraries) {
    private static final int LONGEST = 1 << 20;
    private static final int ROWS = 2_000;
    private static final int CELLS = 8;
    private static final int CELL = 200;
    private static final Pattern TERRAFORM =
            Pattern.compile(
                    "(?m)^\\s*(required_providers\\s*\\{|provider\\s+\"[^\"]+\"\\s*\\{|(resource|data)\\s+\"[^\"]+\"\\s+\"[^\"]+\"\\s*\\{)");

    /// A provider's block, a source, or a resource: its type begins with its provider's name.
    private static final Pattern PROVIDER =
            Pattern.compile(
                    "(?mi)^\\s*provider\\s+\"([a-z0-9_-]{1,64})\"|\\bsource\\s*=\\s*\"(?:[a-z0-9.-]+/)?[a-z0-9_-]+/([a-z0-9_-]{1,64})\""
                            + "|^\\s*(?:resource|data)\\s+\"([a-z0-9-]{1,64})_");

    /// Between names in a line, and not within one: `Acme, Inc.`.
    private static final Pattern BETWEEN =
            Pattern.compile(
                    "(?i)[,;](?!\\s*(inc|llc|ltd|limited|corp|co|plc|gmbh|ag|bv|b\\.v|sa|s\\.a|sas|pty|l\\.l\\.c)\\b)");

    /// Of any text: JSON of a package, Terraform, HTML, a table with commas, or plain lines.
    static PastedList of(String pasted) {
        String text = ProviderJson.cut(pasted, LONGEST).strip();
        if (text.startsWith("{")) {
            return new PastedList(packageJson(text), true);
        }
        if (TERRAFORM.matcher(text).find()) {
            return new PastedList(terraform(text), true);
        }
        boolean isHtml =
                text.startsWith("<") || text.matches("(?is).{0,2000}<(table|ul|ol|li|body)\\b.*");
        return new PastedList(bounded(isHtml ? html(text) : plain(text)), false);
    }

    private static List<List<String>> packageJson(String text) {
        Set<String> names = new LinkedHashSet<>();
        try {
            JsonNode root =
                    ProviderJson.tree(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            for (String field :
                    List.of(
                            "dependencies",
                            "devDependencies",
                            "peerDependencies",
                            "optionalDependencies")) {
                root.path(field).propertyNames().forEach(names::add);
            }
        } catch (UnreadablePage e) {
            return List.of(List.of(ProviderJson.cut(text, 80)));
        }
        return bounded(names.stream().map(List::of).toList());
    }

    private static List<List<String>> terraform(String text) {
        Set<String> names = new LinkedHashSet<>();
        for (MatchResult found : PROVIDER.matcher(text).results().toList()) {
            for (int i = 1; i <= found.groupCount(); i++) {
                Optional.ofNullable(found.group(i)).ifPresent(names::add);
            }
        }
        return bounded(names.stream().map(List::of).toList());
    }

    private static List<List<String>> html(String text) {
        Document page = PageHead.parse(text, "");
        page.select("script, style, nav, footer").remove();
        var rows = new ArrayList<List<String>>();
        for (Element row : page.select("tr:has(td)")) {
            var cells = new ArrayList<String>();
            row.select("td").forEach(cell -> cells.add(cell.text()));
            row.select("a[href^=http]").forEach(link -> cells.add(link.attr("href")));
            rows.add(cells);
        }
        if (rows.isEmpty()) {
            for (Element item : page.select("li:not(:has(li))")) {
                var cells = new ArrayList<>(List.of(item.text().split("\\s[-–—:(]\\s?|,\\s", -1)));
                item.select("a[href^=http]").forEach(link -> cells.add(link.attr("href")));
                rows.add(cells);
            }
        }
        return rows.isEmpty() ? plain(page.body().wholeText()) : rows;
    }

    private static List<List<String>> plain(String text) {
        List<String> lines = text.lines().map(String::strip).filter(l -> !l.isEmpty()).toList();
        char comma = separator(lines);
        var rows = new ArrayList<List<String>>();
        for (String line : lines) {
            String bare = line.replaceFirst("^(?:[-*•]|[0-9]{1,3}[.)])\\s+", "");
            if (comma == 0) {
                for (String item : BETWEEN.split(bare, -1)) {
                    rows.add(List.of(item.split("\\s[-–—]\\s|\\t|\\s\\(", -1)));
                }
            } else if (!(rows.isEmpty() && isHeader(bare))) {
                rows.add(cells(bare, comma));
            }
        }
        return rows;
    }

    /// What parts the columns of a table; 0 when it is a list of names.
    private static char separator(List<String> lines) {
        for (char c : new char[] {'\t', ';', '|', ','}) {
            long count = lines.stream().filter(line -> line.indexOf(c) >= 0).count();
            boolean isTable = count >= 2 && count * 10 >= lines.size() * 8L;
            if (isTable && (c == '\t' || c == '|' || isHeader(lines.getFirst()))) {
                return c;
            }
        }
        return 0;
    }

    private static boolean isHeader(String line) {
        return line.toLowerCase(Locale.ROOT)
                .matches(
                        "(?s).*\\b(name|vendor|sub-?processors?|entity|company|provider|supplier)\\b.*[,;|\\t].*");
    }

    private static List<String> cells(String line, char comma) {
        var cells = new ArrayList<String>();
        var cell = new StringBuilder();
        boolean quoted = false;
        for (char c : line.toCharArray()) {
            if (c == '"') {
                quoted = !quoted;
            } else if (c == comma && !quoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString());
        return cells;
    }

    private static List<List<String>> bounded(List<List<String>> rows) {
        var bounded = new ArrayList<List<String>>();
        for (List<String> row : rows) {
            List<String> cells =
                    row.stream()
                            .limit(CELLS)
                            .map(cell -> ProviderJson.cut(cell.strip(), CELL))
                            .filter(cell -> !cell.isEmpty())
                            .toList();
            if (!cells.isEmpty() && bounded.size() < ROWS) {
                bounded.add(cells);
            }
        }
        return bounded;
    }
}
