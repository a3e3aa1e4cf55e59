package dev.bellwether.server;

import static org.junit.jupiter.api.Assumptions.abort;

import dev.bellwether.bed.DebianNode;
import dev.bellwether.bed.Missing;
import dev.bellwether.bed.NodeSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// A real node of ClickHouse, and how a guard of it is set up.
final class RealNode {
    private RealNode() {}

    /// Where it is not installed a test steps aside; in CI it fails.
    static DebianNode start(Path folder) throws IOException {
        try {
            return DebianNode.start(folder, NodeSettings.plain());
        } catch (Missing e) {
            if ("true".equals(System.getenv("CI"))) {
                throw new AssertionError(e);
            }
            return abort(e.getMessage());
        }
    }

    /// The settings of a guard of 1 GB, with these besides.
    static Map<String, String> guarded(DebianNode node, Map<String, String> besides) {
        var all = new HashMap<String, String>(besides);
        all.put("BELLWETHER_GUARD_UPSTREAM", node.address().toString());
        all.putIfAbsent("BELLWETHER_GUARD_MEMORY_LIMIT", "1 GB");
        all.put("BELLWETHER_GUARD_LISTEN", "127.0.0.1:0");
        all.put("BELLWETHER_GUARD_ADMIN", "127.0.0.1:0");
        return Map.copyOf(all);
    }
}
