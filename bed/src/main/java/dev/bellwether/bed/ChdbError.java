package dev.bellwether.bed;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the engine says when it refuses: `Code: N. DB::Exception: …`.
final class ChdbError extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final Pattern CODE = Pattern.compile("Code: (\\d+)");

    /// Statuses that differ from 500, as the server's HTTPHandler gives them.
    private static final Map<Integer, Integer> STATUS =
            Map.ofEntries(
                    Map.entry(36, 400),
                    Map.entry(43, 400),
                    Map.entry(47, 404),
                    Map.entry(53, 400),
                    Map.entry(60, 404),
                    Map.entry(62, 400),
                    Map.entry(81, 404),
                    Map.entry(115, 404),
                    Map.entry(159, 408),
                    Map.entry(164, 403),
                    Map.entry(202, 503),
                    Map.entry(456, 400));

    ChdbError(String words) {
        super(words);
    }

    int code() {
        Matcher code = CODE.matcher(words());
        return code.find() ? Integer.parseInt(code.group(1)) : 1000;
    }

    int status() {
        return STATUS.getOrDefault(code(), 500);
    }

    String words() {
        return getMessage() == null ? "" : getMessage();
    }
}
