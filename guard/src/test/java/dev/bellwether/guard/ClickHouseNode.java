package dev.bellwether.guard;

import static org.junit.jupiter.api.Assumptions.abort;

import dev.bellwether.bed.DebianNode;
import dev.bellwether.bed.Missing;
import dev.bellwether.bed.NodeSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/// Debian's `clickhouse-server`. Where it is not installed a test steps aside; in CI it fails.
final class ClickHouseNode implements AutoCloseable {
    private final DebianNode node;

    private ClickHouseNode(DebianNode node) {
        this.node = node;
    }

    static ClickHouseNode start(Path folder) throws IOException {
        return start(folder, NodeSettings.plain());
    }

    static ClickHouseNode start(Path folder, NodeSettings settings) throws IOException {
        try {
            return new ClickHouseNode(DebianNode.start(folder, settings));
        } catch (Missing e) {
            return "true".equals(System.getenv("CI")) ? fail(e) : abort(e.getMessage());
        }
    }

    private static ClickHouseNode fail(Missing e) {
        throw new AssertionError(e);
    }

    URI address() {
        return node.address();
    }

    /// The process behind it, with what the kernel says of it.
    DebianNode node() {
        return node;
    }

    @Override
    public void close() {
        node.close();
    }
}
