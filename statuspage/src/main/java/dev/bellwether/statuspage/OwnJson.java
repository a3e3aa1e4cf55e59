package dev.bellwether.statuspage;

import dev.bellwether.model.Status;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The document of our own, `api/v2/bellwether.json`: what Statuspage's shape has no room for.
/// Uptime with both bounds, the seconds of each day at each status, and the ids of the verdicts
/// behind a status.
final class OwnJson {
    private final Times times;

    OwnJson(Times times) {
        this.times = times;
    }

    Map<String, @Nullable Object> component(ComponentView c) {
        var map = new LinkedHashMap<String, @Nullable Object>();
        map.put("id", c.component().id().value());
        map.put("name", c.component().name());
        map.put("status", c.status().name());
        map.put("since", times.json(c.updatedAt()));
        map.put("uptime", c.uptime().map(OwnJson::uptime).orElse(null));
        map.put("days", c.days().stream().filter(Day::isRecorded).map(OwnJson::day).toList());
        map.put("evidence", c.evidence().stream().map(this::evidence).toList());
        return map;
    }

    private static Map<String, Object> uptime(Uptime uptime) {
        var map = new LinkedHashMap<String, Object>();
        map.put("days", ViewMaker.DAYS);
        map.put("lower", floor(uptime.lower()));
        map.put("upper", ceiling(uptime.upper()));
        return map;
    }

    private static Map<String, Object> day(Day day) {
        var map = new LinkedHashMap<String, Object>();
        map.put("date", day.date().toString());
        for (Status status : Status.values()) {
            long seconds = day.at(status).toSeconds();
            if (seconds > 0) {
                map.put(status.name().toLowerCase(Locale.ROOT) + "_seconds", seconds);
            }
        }
        return map;
    }

    private Map<String, Object> evidence(Evidence evidence) {
        var map = new LinkedHashMap<String, Object>();
        map.put("verdict", evidence.verdict().value());
        map.put("status", evidence.status().name());
        map.put("decided_at", times.json(evidence.decidedAt()));
        return map;
    }

    Map<String, Object> meaning() {
        var map = new LinkedHashMap<String, Object>();
        map.put("format", "bellwether/1");
        map.put("statuses", List.of(Status.values()));
        map.put(
                "uptime",
                "percent of the time that is recorded, maintenance left out; unknown time counts as"
                        + " down in 'lower' and as up in 'upper'");
        return map;
    }

    /// Bounds are rounded outwards, to four decimals.
    static double floor(double percent) {
        return Math.floor(percent * 10_000) / 10_000;
    }

    static double ceiling(double percent) {
        return Math.min(100, Math.ceil(percent * 10_000) / 10_000);
    }
}
