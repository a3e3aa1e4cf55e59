package dev.bellwether.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What came of one fan-out.
///
/// @param lost subscribers who got no mail
/// @param duplicates mails beyond the first of each
/// @param unmarked of those, the ones that did not say so
/// @param perSecond mails a second, from the update to the last mail
/// @param firstAfterMillis from the update to the first mail
/// @param pageMillis from each page that somebody was sent meanwhile to its arrival, sorted
record FanOutTally(
        int lost,
        int duplicates,
        int unmarked,
        double perSecond,
        long firstAfterMillis,
        List<Long> pageMillis) {
    /// @param said when the update was committed, in milliseconds since 1970
    /// @param lines of the [MailCounter]
    static FanOutTally of(int many, long said, List<String> lines) {
        Map<String, Integer> copies = new HashMap<>();
        var pages = new ArrayList<Long>();
        long first = Long.MAX_VALUE;
        long last = said;
        int unmarked = 0;
        for (String line : lines) {
            String[] words = line.split(" ", 4);
            if (words.length < 4 || words[3].startsWith("[" + FanOutLife.WARM + "]")) {
                continue;
            }
            long at = Long.parseLong(words[0]);
            if (words[3].startsWith("page ")) {
                pages.add(at - Long.parseLong(words[3].substring(5)));
                continue;
            }
            first = Math.min(first, at);
            last = Math.max(last, at);
            int copy = copies.merge(words[1], 1, Integer::sum);
            if (copy > 1 && !Boolean.parseBoolean(words[2])) {
                unmarked++;
            }
        }
        pages.sort(null);
        int all = copies.values().stream().mapToInt(Integer::intValue).sum();
        return new FanOutTally(
                many - copies.size(),
                all - copies.size(),
                unmarked,
                1_000.0 * copies.size() / Math.max(1, last - said),
                first - said,
                List.copyOf(pages));
    }

    String pageP99() {
        return pageMillis.isEmpty()
                ? "-"
                : pageMillis.get(Math.min(pageMillis.size() - 1, pageMillis.size() * 99 / 100))
                        + " ms";
    }
}
