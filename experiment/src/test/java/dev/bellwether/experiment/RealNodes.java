package dev.bellwether.experiment;

import static org.junit.jupiter.api.Assumptions.abort;

import dev.bellwether.analytics.ClickHouseUrl;
import dev.bellwether.bed.ChdbNode;
import dev.bellwether.bed.DebianNode;
import dev.bellwether.bed.Missing;
import dev.bellwether.bed.NodeSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/// Real ClickHouse servers. Where one is not installed a test steps aside; in CI it fails.
enum RealNodes {
    DEBIAN,
    CURRENT;

    /// @param url of its own database
    record Node(ClickHouseUrl url, AutoCloseable server) implements AutoCloseable {
        @Override
        public void close() throws Exception {
            server.close();
        }
    }

    Node start(Path folder) throws IOException {
        try {
            return switch (this) {
                case DEBIAN -> {
                    var node = DebianNode.start(folder, NodeSettings.plain());
                    yield new Node(url(node.address()), node);
                }
                case CURRENT -> {
                    var node = ChdbNode.start(folder, 2_000_000_000);
                    yield new Node(url(node.address()), node);
                }
            };
        } catch (Missing e) {
            if ("true".equals(System.getenv("CI"))) {
                throw new AssertionError(e);
            }
            return abort(e.getMessage());
        }
    }

    private static ClickHouseUrl url(URI address) {
        return ClickHouseUrl.of(address + "/default");
    }
}
