package dev.bellwether.guard;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Forms of queries with an example of each, as a file of JSON lines: the first says what it is,
/// each other one is a form. Such a file holds no strings that people wrote.
///
/// @param leftOut queries that were not taken down, for there were too many forms, or they were too
///   long
public record Workload(Instant captured, long leftOut, List<WorkloadQuery> queries) {
    static final int VERSION = 1;
    private static final String WHAT = "workload";
    private static final int MOST_LINES = 10_000;
    private static final long MOST_BYTES = 64L << 20;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// The first line of a file.
    record Head(String bellwether, int version, boolean redacted, Instant captured, long leftOut) {}

    public Workload {
        queries = List.copyOf(queries);
    }

    /// What is wrong with a file, with the file and the line.
    public static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1;

        Unreadable(Path file, int line, String why) {
            super(line == 0 ? file + ": " + why : "%s:%d: %s".formatted(file, line, why));
        }
    }

    /// The form with this id.
    public Optional<WorkloadQuery> of(String fingerprint) {
        return queries.stream().filter(one -> one.fingerprint().equals(fingerprint)).findFirst();
    }

    /// As lines of a file.
    public List<String> lines() {
        var lines = new ArrayList<String>();
        lines.add(JSON.writeValueAsString(new Head(WHAT, VERSION, true, captured, leftOut)));
        queries.forEach(query -> lines.add(JSON.writeValueAsString(query)));
        return lines;
    }

    /// @throws Unreadable when it cannot be written
    public void write(Path file) throws Unreadable {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (String line : lines()) {
                out.write(line);
                out.newLine();
            }
        } catch (IOException e) {
            throw new Unreadable(file, 0, "cannot be written: " + e.getMessage());
        }
    }

    /// @throws Unreadable when it is no such file, or any line of it is wrong
    public static Workload read(Path file) throws Unreadable {
        List<String> lines;
        try {
            if (Files.isRegularFile(file) && Files.size(file) > MOST_BYTES) {
                throw new Unreadable(file, 0, "is larger than 64 MB, so no workload");
            }
            lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            throw new Unreadable(
                    file, 0, "there is no such file; `bellwether guard capture` makes one");
        } catch (MalformedInputException e) {
            throw new Unreadable(file, 0, "is not UTF-8, so no workload");
        } catch (IOException e) {
            throw new Unreadable(file, 0, "cannot be read: " + e.getMessage());
        }
        if (lines.size() > MOST_LINES) {
            throw new Unreadable(file, MOST_LINES + 1, "more than " + MOST_LINES + " lines");
        }
        Head head = head(file, lines);
        var queries = new ArrayList<WorkloadQuery>();
        Map<String, Integer> seen = new HashMap<>();
        for (int i = 1; i < lines.size(); i++) {
            if (lines.get(i).isBlank()) {
                continue;
            }
            WorkloadQuery query = query(file, i + 1, lines.get(i));
            Integer before = seen.putIfAbsent(query.fingerprint(), i + 1);
            if (before != null) {
                throw new Unreadable(
                        file,
                        i + 1,
                        "form %s stands in line %d already".formatted(query.fingerprint(), before));
            }
            queries.add(query);
        }
        return new Workload(head.captured(), head.leftOut(), queries);
    }

    private static Head head(Path file, List<String> lines) throws Unreadable {
        JsonNode first =
                lines.isEmpty() ? JSON.createObjectNode() : json(file, 1, lines.getFirst());
        if (!first.path("bellwether").asString("").equals(WHAT)) {
            throw new Unreadable(
                    file,
                    1,
                    "is no workload: its first line does not say {\"bellwether\":\"workload\",…}");
        }
        int version = first.path("version").asInt(0);
        if (version != VERSION) {
            throw new Unreadable(
                    file,
                    1,
                    "is of version %d, and this Bellwether reads version %d; capture it again, or use the one that wrote it"
                            .formatted(version, VERSION));
        }
        if (!first.path("redacted").asBoolean(false)) {
            throw new Unreadable(
                    file,
                    1,
                    "does not say that it is redacted; capture it by `bellwether guard capture`, which leaves no strings of people in it");
        }
        try {
            return JSON.treeToValue(first, Head.class);
        } catch (JacksonException e) {
            throw new Unreadable(file, 1, why(e));
        }
    }

    private static WorkloadQuery query(Path file, int line, String text) throws Unreadable {
        WorkloadQuery query;
        try {
            query = JSON.treeToValue(json(file, line, text), WorkloadQuery.class);
        } catch (JacksonException e) {
            throw new Unreadable(file, line, why(e));
        }
        if (!(Statement.of(query.example()) instanceof Statement.Read read)
                || read.shape().kind() != Shape.Kind.SELECT) {
            throw new Unreadable(
                    file,
                    line,
                    "example: only a SELECT is run, and that is none: " + cut(query.example()));
        }
        String form = read.fingerprint().id();
        if (!form.equals(query.fingerprint())) {
            throw new Unreadable(
                    file,
                    line,
                    "fingerprint: '%s', but the example's is '%s'"
                            .formatted(query.fingerprint(), form));
        }
        if (query.count() < 0 || query.forecast() < 0 || query.peak() < 0 || query.rows() < 0) {
            throw new Unreadable(file, line, "count, forecast, peak and rows are 0 at least");
        }
        return query;
    }

    private static JsonNode json(Path file, int line, String text) throws Unreadable {
        try {
            return JSON.readTree(text);
        } catch (JacksonException e) {
            throw new Unreadable(file, line, "is no JSON: " + cut(text));
        }
    }

    private static String why(JacksonException e) {
        return "is no form of query: " + e.getOriginalMessage().lines().findFirst().orElse("");
    }

    private static String cut(String text) {
        return text.length() > 60 ? text.substring(0, 60) + "…" : text;
    }
}
