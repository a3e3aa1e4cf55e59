package dev.bellwether.guard;

import java.util.List;

/// Where guards before the same nodes tell one another what is in quarantine. Safe for several
/// threads.
public interface QuarantineTable {
    /// Writes down what was changed here, then reads all that is there of these nodes.
    ///
    /// @param nodes the guard's, by name
    /// @throws RuntimeException when the table cannot be reached; whether it was done is not known
    List<Quarantine> exchange(List<String> nodes, List<Quarantine> changed);
}
