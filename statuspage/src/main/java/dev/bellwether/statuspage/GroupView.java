package dev.bellwether.statuspage;

import dev.bellwether.model.ComponentGroup;
import dev.bellwether.model.Status;
import java.time.Instant;
import java.util.List;

/// A group with its components.
///
/// @param position from 1, among groups and components without a group
/// @param status the worst of its components
record GroupView(
        ComponentGroup group,
        int position,
        Status status,
        Instant updatedAt,
        List<ComponentView> components) {}
