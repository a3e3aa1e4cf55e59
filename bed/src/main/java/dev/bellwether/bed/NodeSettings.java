package dev.bellwether.bed;

import java.util.Map;
import java.util.OptionalLong;

/// How a node of the test bed is set up.
///
/// @param limit bytes that its process may have; empty for as many as the machine has
/// @param profile settings of the profile `default`, which every query gets that brings no others
public record NodeSettings(OptionalLong limit, Map<String, String> profile) {
    /// As Debian delivers it, but for two threads a query.
    public static NodeSettings plain() {
        return new NodeSettings(OptionalLong.empty(), Map.of());
    }

    /// The same within so many bytes.
    public NodeSettings within(long bytes) {
        return new NodeSettings(OptionalLong.of(bytes), profile);
    }

    /// The same with these settings in its profile.
    public NodeSettings with(Map<String, String> settings) {
        return new NodeSettings(limit, Map.copyOf(settings));
    }
}
