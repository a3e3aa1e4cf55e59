package dev.bellwether.oncall;

import java.util.List;

/// What was to be saved would leave a time in which nobody can be reached, and whoever saves has
/// not said that this is meant. Nothing was saved.
public final class OpensGaps extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<Gap> gaps;

    OpensGaps(List<Gap> gaps) {
        super(message(gaps));
        this.gaps = List.copyOf(gaps);
    }

    /// Those that are opened, the first ones first; 100 at most.
    public List<Gap> gaps() {
        return gaps;
    }

    private static String message(List<Gap> gaps) {
        Gap first = gaps.getFirst();
        return "This opens "
                + (gaps.size() == 1 ? "a gap" : gaps.size() + " gaps")
                + " in which nobody can be reached, the first from "
                + first.start()
                + " to "
                + first.end()
                + ". Fill it, or accept the gaps";
    }
}
