package dev.bellwether.statuspage;

import dev.bellwether.model.ComponentGroup;
import dev.bellwether.model.Status;
import java.time.Instant;
import java.util.List;

/// A group with its components.
///
/// @param position from 1, among groups and components without a group
/// @param status the worst of its components that are known
record GroupView(
        ComponentGroup group,
        int position,
        Status status,
        Instant updatedAt,
        List<ComponentView> components) {
    /// The key of the words that say how it stands.
    String says() {
        boolean awaited =
                !components.isEmpty() && components.stream().allMatch(ComponentView::awaited);
        return awaited ? "no.data" : "status." + status.name();
    }
}
