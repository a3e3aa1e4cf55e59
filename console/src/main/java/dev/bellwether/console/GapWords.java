package dev.bellwether.console;

import dev.bellwether.oncall.Gap;
import java.util.List;

/// The gaps of a schedule, told by what closes them: people who cannot be reached, each once, and
/// times in which nobody is on call.
///
/// @param unreachable such as `Ann has no verified contact method`
/// @param empty the first of those times
/// @param moreEmpty how many more there are
record GapWords(List<String> unreachable, List<Gap> empty, int moreEmpty) {
    private static final int SHOWN = 6;

    static GapWords of(List<Gap> gaps) {
        List<Gap> empty = gaps.stream().filter(gap -> gap.reasons().isEmpty()).toList();
        return new GapWords(
                gaps.stream()
                        .flatMap(gap -> gap.reasons().stream())
                        .map(reason -> reason.name() + " " + reason.why())
                        .distinct()
                        .sorted()
                        .toList(),
                empty.stream().limit(SHOWN).toList(),
                Math.max(0, empty.size() - SHOWN));
    }
}
