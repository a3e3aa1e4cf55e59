package dev.bellwether.statuspage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A page as plain files under `<directory>/<slug>/`, for any web server: `index.html` in every
/// folder, and each file once more as `.gz`. Every file changes by one rename; the front page last.
final class PlainFiles {
    private final Path directory;
    private final Map<String, Map<String, String>> written = new HashMap<>();

    PlainFiles(Path directory) {
        this.directory = directory;
    }

    void save(Bundle bundle) throws IOException {
        Map<String, String> before = written.getOrDefault(bundle.slug(), Map.of());
        var now = new HashMap<String, String>();
        Path root = directory.resolve(bundle.slug());
        List<String> paths =
                bundle.documents().keySet().stream()
                        .sorted(java.util.Comparator.<String>naturalOrder().reversed())
                        .toList();
        for (String path : paths) {
            Document document = bundle.documents().get(path);
            if (document == null) {
                continue;
            }
            now.put(path, document.tag());
            if (!document.tag().equals(before.get(path))) {
                Path file = root.resolve(fileName(path));
                Files.createDirectories(java.util.Objects.requireNonNull(file.getParent()));
                BundleFiles.replace(
                        file.resolveSibling(file.getFileName() + ".gz"), document.gzip());
                BundleFiles.replace(file, document.plain());
            }
        }
        for (String path : before.keySet()) {
            if (!now.containsKey(path)) {
                Path file = root.resolve(fileName(path));
                Files.deleteIfExists(file);
                Files.deleteIfExists(file.resolveSibling(file.getFileName() + ".gz"));
            }
        }
        written.put(bundle.slug(), now);
    }

    private static String fileName(String path) {
        return path.isEmpty() || path.endsWith("/") ? path + "index.html" : path;
    }
}
