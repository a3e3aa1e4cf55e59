package dev.bellwether.statuspage;

import dev.bellwether.model.InvalidInput;
import java.util.List;

/// What came of a list.
///
/// @param added new ones
/// @param already those who were there
/// @param wrong lines that could not be read, 100 at most; the others were taken
public record ImportedSubscribers(int added, int already, List<InvalidInput.Problem> wrong) {
    public ImportedSubscribers {
        wrong = List.copyOf(wrong);
    }
}
