package dev.bellwether.experiment;

import dev.bellwether.experiment.Explanation.Said;
import org.jspecify.annotations.Nullable;

/// What a rule said of a visitor, with the outcome if that decides. All that a flag can say is made
/// when the flag is; saying it makes nothing.
///
/// @param outcome null: the next rule is asked
record Turn(Said said, @Nullable Outcome outcome) {
    static final Turn NOT_NOW = new Turn(Said.NOT_NOW, null);
    static final Turn NO_MATCH = new Turn(Said.NO_MATCH, null);
    static final Turn NO_KEY = new Turn(Said.NO_KEY, null);
    static final Turn EXCLUDED = new Turn(Said.EXCLUDED, null);
    static final Turn NOT_COVERED = new Turn(Said.NOT_COVERED, null);
}
