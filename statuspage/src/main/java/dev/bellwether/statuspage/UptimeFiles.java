package dev.bellwether.statuspage;

import dev.bellwether.model.Status;
import java.time.Duration;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `uptime.json` and `uptime.csv`: of each component and month the seconds at each status, uptime
/// as a lower and an upper bound, and how it stands to its target.
final class UptimeFiles {
    static final String JSON = "uptime.json";
    static final String CSV = "uptime.csv";

    /// Said in the file itself, so that nobody has to guess.
    static final String FORMULA =
            "lower = 100 * (operational + degraded) / (operational + degraded + partial_outage"
                    + " + major_outage + unknown), upper = the same with unknown added above;"
                    + " maintenance is left out; seconds of the page's time zone's month that are"
                    + " recorded";

    private static final String HEAD =
            "month,component_id,component,group,as_of,operational_seconds,degraded_seconds,"
                    + "partial_outage_seconds,major_outage_seconds,maintenance_seconds,"
                    + "unknown_seconds,uptime_lower,uptime_upper,target,result\r\n";

    private final PageView view;
    private final Memo memo;
    private final Times times;
    private final List<ComponentMonths> components;

    UptimeFiles(PageView view, Memo memo, Times times, List<ComponentMonths> components) {
        this.view = view;
        this.memo = memo;
        this.times = times;
        this.components = components;
    }

    void write(Map<String, Document> documents) {
        var json = new ArrayList<Piece>();
        var csv = new ArrayList<Piece>();
        List<Object> head = List.of(view.page().id(), view.page().name(), view.page().timeZone());
        json.add(memo.piece("uptime-json", head, this::head));
        csv.add(memo.piece("uptime-csv", "", () -> HEAD));
        int number = 0;
        for (List<ComponentMonths> chunk : JsonFiles.chunks(components)) {
            String name = "/" + number++;
            List<Object> from = List.of(view.page().timeZone(), chunk);
            if (number > 1) {
                json.add(memo.piece("uptime-comma", "", () -> ","));
            }
            json.add(
                    memo.piece(
                            "uptime-json" + name,
                            from,
                            () -> {
                                String list = V2.write(chunk.stream().map(this::json).toList());
                                return list.substring(1, list.length() - 1);
                            }));
            csv.add(memo.piece("uptime-csv" + name, from, () -> csv(chunk)));
        }
        json.add(memo.piece("uptime-json-end", "", () -> "]}"));
        documents.put(JSON, memo.document(JSON, JsonFiles.TYPE, json));
        documents.put(CSV, memo.document(CSV, "text/csv; charset=utf-8; header=present", csv));
    }

    private String head() {
        var head = new LinkedHashMap<String, Object>();
        head.put("format", "bellwether/1");
        head.put(
                "page",
                Map.of(
                        "id", view.page().id().value(),
                        "name", view.page().name(),
                        "time_zone", view.page().timeZone()));
        head.put("formula", FORMULA);
        String json = V2.write(head);
        return json.substring(0, json.length() - 1) + ",\"components\":[";
    }

    private Map<String, @Nullable Object> json(ComponentMonths c) {
        var map = new LinkedHashMap<String, @Nullable Object>();
        map.put("id", c.component().id().value());
        map.put("name", c.component().name());
        map.put("group", c.group().orElse(null));
        map.put("target", c.component().target().orElse(null));
        map.put("as_of", times.json(c.asOf()));
        map.put("months", c.months().stream().map(m -> month(c, m)).toList());
        return map;
    }

    private static Map<String, @Nullable Object> month(ComponentMonths c, MonthOfUptime month) {
        var map = new LinkedHashMap<String, @Nullable Object>();
        map.put("month", month.month().toString());
        for (Status status : Status.values()) {
            map.put(status.name().toLowerCase(Locale.ROOT) + "_seconds", seconds(month.at(status)));
        }
        Optional<Uptime> uptime = month.uptime();
        map.put("lower", uptime.map(u -> OwnJson.floor(u.lower())).orElse(null));
        map.put("upper", uptime.map(u -> OwnJson.ceiling(u.upper())).orElse(null));
        map.put("result", result(c, month).orElse(null));
        return map;
    }

    private String csv(List<ComponentMonths> chunk) {
        var out = new StringBuilder();
        for (ComponentMonths c : chunk) {
            for (MonthOfUptime month : c.months()) {
                row(out, c, month);
            }
        }
        return out.toString();
    }

    private void row(StringBuilder out, ComponentMonths c, MonthOfUptime month) {
        YearMonth of = month.month();
        Optional<Uptime> uptime = month.uptime();
        var cells = new ArrayList<String>();
        cells.add(of.toString());
        cells.add(c.component().id().value());
        cells.add(c.component().name());
        cells.add(c.group().orElse(""));
        cells.add(times.json(c.asOf()));
        for (Status status :
                List.of(
                        Status.OPERATIONAL,
                        Status.DEGRADED,
                        Status.PARTIAL_OUTAGE,
                        Status.MAJOR_OUTAGE,
                        Status.MAINTENANCE,
                        Status.UNKNOWN)) {
            cells.add("" + seconds(month.at(status)));
        }
        cells.add(uptime.map(u -> "" + OwnJson.floor(u.lower())).orElse(""));
        cells.add(uptime.map(u -> "" + OwnJson.ceiling(u.upper())).orElse(""));
        cells.add(c.component().target().map(Object::toString).orElse(""));
        cells.add(result(c, month).orElse(""));
        out.append(String.join(",", cells.stream().map(UptimeFiles::cell).toList())).append("\r\n");
    }

    private static Optional<String> result(ComponentMonths c, MonthOfUptime month) {
        return c.target(month).map(t -> t.name().toLowerCase(Locale.ROOT));
    }

    /// To the nearest whole second, so that a month's seconds add up to within a few.
    private static long seconds(Duration time) {
        return time.plusMillis(500).toSeconds();
    }

    /// RFC 4180. A text that a spreadsheet would take for a formula is kept from it by an
    /// apostrophe.
    static String cell(String text) {
        boolean formula = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0;
        String safe = formula ? "'" + text : text;
        return safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
                ? '"' + safe.replace("\"", "\"\"") + '"'
                : safe;
    }
}
