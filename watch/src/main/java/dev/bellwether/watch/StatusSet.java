package dev.bellwether.watch;

import java.util.ArrayList;
import java.util.List;

/// HTTP statuses that are accepted, such as `200-299` or `200,204,301`.
record StatusSet(String text, List<Range> ranges) {
    record Range(int from, int to) {}

    /// @throws IllegalArgumentException quoting the text
    static StatusSet parse(String text) {
        var ranges = new ArrayList<Range>();
        for (String part : text.split(",", -1)) {
            if (!part.strip().matches("[1-5][0-9]{2}(\\s*-\\s*[1-5][0-9]{2})?")) {
                throw wrong(text);
            }
            String[] ends = part.strip().split("\\s*-\\s*");
            int from = Integer.parseInt(ends[0]);
            int to = Integer.parseInt(ends[ends.length - 1]);
            if (from > to || ranges.size() == 50) {
                throw wrong(text);
            }
            ranges.add(new Range(from, to));
        }
        return new StatusSet(text.strip(), List.copyOf(ranges));
    }

    boolean accepts(int status) {
        return ranges.stream().anyMatch(r -> status >= r.from() && status <= r.to());
    }

    private static IllegalArgumentException wrong(String text) {
        return new IllegalArgumentException(
                "'" + text + "' is not a list of statuses such as 200-299 or 200,204,301");
    }
}
