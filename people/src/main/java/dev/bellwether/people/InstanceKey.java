package dev.bellwether.people;

import java.nio.file.Path;

/// The key of the installation: 256 random bits in a file that only its owner may read, made at the
/// first start. Links and sealed secrets stand on it: keep it with the backup, and give the same
/// file to all nodes.
public final class InstanceKey {
    private InstanceKey() {}

    /// Reads the key, or makes it when there is no file.
    public static InstanceKey open(Path file) {
        throw new UnsupportedOperationException();
    }
}
