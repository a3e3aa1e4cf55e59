package dev.bellwether.statuspage;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A page in one line, for the log: its banner, and what is open or to come.
final class OneLine {
    /// What a page says of which nothing was said yet.
    static final String CALM = Banner.UP.description();

    private static final int MOST = 3;

    private OneLine() {}

    static String of(PageView view) {
        List<IncidentView> told =
                Stream.of(view.open(), view.underWay(), view.upcoming())
                        .flatMap(List::stream)
                        .toList();
        String named =
                told.stream()
                        .limit(MOST)
                        .map(i -> "; " + plain(i.name()) + " (" + i.status() + ")")
                        .collect(Collectors.joining());
        int more = told.size() - MOST;
        return Banner.of(view).description() + named + (more > 0 ? "; and " + more + " more" : "");
    }

    /// Names are people's own; a line stays one line.
    private static String plain(String name) {
        return name.replaceAll("\\p{Cntrl}+", " ");
    }
}
