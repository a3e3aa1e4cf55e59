package dev.bellwether.watch;

import java.util.List;

/// What is remembered of a page's documents until the next request.
///
/// @param marks one for each document, in the order of [ProviderReader#documents]; may be fewer
/// @param digest of all of them, to see that they say the same as before; empty when not known
record PollPast(List<PollMarks> marks, String digest) {
    static final PollPast NONE = new PollPast(List.of(), "");

    PollPast {
        marks = List.copyOf(marks);
    }

    PollMarks marks(int document) {
        return document < marks.size() ? marks.get(document) : PollMarks.NONE;
    }
}
