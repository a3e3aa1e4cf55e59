package dev.bellwether.server;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// The guard's state in lines for people.
final class GuardReport {
    private static final int SHOWN = 20;

    private GuardReport() {}

    static List<String> lines(JsonNode status) {
        var lines = new ArrayList<String>();
        JsonNode controls = status.path("controls");
        lines.add(
                "Mode %s%s. %d in flight, %d wait; %d forms of query are known."
                        .formatted(
                                controls.path("mode").asString(""),
                                controls.path("draining").asBoolean() ? ", drained" : "",
                                status.path("inFlight").asInt(),
                                status.path("waiting").asInt(),
                                status.path("forms").asInt()));
        lines.add("");
        lines.add(
                "%-24s %-8s %8s %8s %8s %8s %9s  (MB)"
                        .formatted(
                                "NODE",
                                "STATE",
                                "LIMIT",
                                "RESERVE",
                                "OPEN",
                                "RESERVED",
                                "RESIDENT"));
        status.path("nodes").forEach(node -> node(lines, node));
        JsonNode running = status.path("running");
        if (!running.isEmpty()) {
            lines.add("");
            lines.add(
                    "%-36s %-16s %-12s %8s %8s %8s"
                            .formatted("QUERY", "FORM", "FEATURE", "CAP MB", "PEAK MB", "SECONDS"));
            running.valueStream().limit(SHOWN).forEach(one -> lines.add(query(one)));
        }
        JsonNode blocks = controls.path("blocks");
        if (!blocks.isEmpty()) {
            lines.add("");
            blocks.forEach(block ->
                    lines.add(
                            "Blocked until %s: %s %s (%s)"
                                    .formatted(
                                            block.path("until").asString(""),
                                            block.path("by").asString(""),
                                            block.path("value").asString(""),
                                            block.path("why").asString(""))));
        }
        quarantines(lines, status);
        JsonNode accused = status.path("releases").path("accused");
        if (!accused.isEmpty()) {
            lines.add("");
            accused.forEach(one -> lines.add("Accused: " + one.path("says").asString("")));
        }
        lines.add("");
        var counts = new ArrayList<String>();
        status.path("counts")
                .properties()
                .forEach(one -> counts.add(one.getKey() + " " + one.getValue().asString()));
        lines.add("Since its start: " + String.join(", ", counts));
        return lines;
    }

    /// Those that hold, and those that are suggested.
    private static void quarantines(List<String> lines, JsonNode status) {
        Instant now = Instant.parse(status.path("at").asString("1970-01-01T00:00:00Z"));
        for (JsonNode one : status.path("controls").path("quarantines")) {
            Instant until = Instant.parse(one.path("until").asString("1970-01-01T00:00:00Z"));
            if (now.isBefore(until)) {
                lines.add(
                        "In quarantine until %s: %s (%s)"
                                .formatted(until, quarantined(one), one.path("why").asString("")));
            }
        }
        for (JsonNode one : status.path("suggested")) {
            lines.add(
                    "Should be in quarantine: %s (%s); `bellwether guard quarantine release '%s' --feature '%s'` puts it in."
                            .formatted(
                                    quarantined(one),
                                    one.path("why").asString(""),
                                    one.path("value").asString(""),
                                    one.path("feature").asString("")));
        }
    }

    private static String quarantined(JsonNode one) {
        String feature = one.path("feature").asString("");
        return one.path("of").asString("")
                + " "
                + one.path("value").asString("")
                + (feature.isEmpty() ? "" : " of " + feature);
    }

    private static void node(List<String> lines, JsonNode node) {
        lines.add(
                "%-24s %-8s %8d %8d %8d %8d %9d  by %s"
                        .formatted(
                                node.path("name").asString(""),
                                node.path("phase").asString(""),
                                megabytes(node, "limit"),
                                megabytes(node, "reserve"),
                                megabytes(node, "budget"),
                                megabytes(node, "reserved"),
                                megabytes(node, "resident"),
                                node.path("residentBy").asString("")));
        JsonNode part = node.path("part");
        if (part.path("guards").asInt(1) > 1 || !part.path("isHeard").asBoolean(true)) {
            lines.add(
                    "  %d guards share it; this one has %d MB of it%s"
                            .formatted(
                                    part.path("guards").asInt(),
                                    megabytes(part, "bytes"),
                                    part.path("trouble").asString("").isEmpty()
                                            ? ""
                                            : ": " + part.path("trouble").asString("")));
        }
        String trouble = node.path("trouble").asString("");
        if (!trouble.isEmpty()) {
            lines.add("  " + trouble);
        }
        if (!node.path("heavyOpen").asBoolean()) {
            lines.add("  Heavy queries stay out; `bellwether guard heavy` lets them in again.");
        }
        if (node.path("deaths").asInt() > 0) {
            lines.add(
                    "  Died %d times since the guard started; %d forms of query are suspects."
                            .formatted(node.path("deaths").asInt(), node.path("suspects").asInt()));
        }
    }

    private static String query(JsonNode one) {
        return "%-36s %-16s %-12s %8d %8d %8d"
                .formatted(
                        cut(one.path("id").asString(""), 36),
                        one.path("fingerprint").asString(""),
                        cut(one.path("feature").asString(""), 12),
                        megabytes(one, "cap"),
                        megabytes(one, "peak"),
                        one.path("millis").asLong() / 1_000);
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most);
    }

    private static long megabytes(JsonNode of, String name) {
        return of.path(name).asLong() >> 20;
    }
}
