package dev.bellwether.statuspage;

import dev.bellwether.store.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/// Open pages as plain files under `<directory>/<slug>/`, for any web server: `index.html` in every
/// folder, and each file once more as `.gz`. Every file changes by one rename, in the order of
/// [#order].
///
/// A web server that knows only files cannot ask for a password, so private pages are not written;
/// the files of a page that became private, was renamed or removed are deleted, also after a
/// restart: an index beside the pages says which files are ours.
final class PlainFiles {
    private static final String INDEX = ".bellwether.json";

    /// What the index says: the files of each slug.
    private record Index(Map<String, List<String>> pages) {}

    private final Path directory;
    private final Map<String, Map<String, String>> written = new HashMap<>();
    private Map<String, List<String>> known = new TreeMap<>();
    private boolean read;

    PlainFiles(Path directory) {
        this.directory = directory;
    }

    /// Documents in an order in which none points at one that is not there yet: images, then what
    /// lies deep, the front page last.
    static List<String> order(Set<String> paths) {
        return paths.stream()
                .sorted(
                        Comparator.comparing((String path) -> !path.startsWith("logo-"))
                                .thenComparing(Comparator.<String>naturalOrder().reversed()))
                .toList();
    }

    /// The file of a document.
    static String fileName(String path) {
        return path.isEmpty() || path.endsWith("/") ? path + "index.html" : path;
    }

    void save(Bundle bundle) throws IOException {
        readIndex();
        Map<String, String> before = written.getOrDefault(bundle.slug(), Map.of());
        var now = new LinkedHashMap<String, String>();
        Path root = directory.resolve(bundle.slug());
        Set<String> files = new HashSet<>(known.getOrDefault(bundle.slug(), List.of()));
        for (String path : order(bundle.documents().keySet())) {
            Document document = Objects.requireNonNull(bundle.documents().get(path));
            now.put(path, document.tag());
            if (!document.tag().equals(before.get(path))) {
                Path file = root.resolve(fileName(path));
                Files.createDirectories(Objects.requireNonNull(file.getParent()));
                BundleFiles.replace(
                        file.resolveSibling(file.getFileName() + ".gz"), document.gzip());
                BundleFiles.replace(file, document.plain());
            }
        }
        List<String> ours = now.keySet().stream().map(PlainFiles::fileName).toList();
        for (String file : files) {
            if (!ours.contains(file)) {
                delete(root, file);
            }
        }
        written.put(bundle.slug(), now);
        if (!files.equals(new HashSet<>(ours))) {
            known.put(bundle.slug(), ours);
            writeIndex();
        }
    }

    /// Deletes the files of all other pages.
    void retain(Set<String> slugs) throws IOException {
        readIndex();
        for (String slug : List.copyOf(known.keySet())) {
            if (!slugs.contains(slug)) {
                for (String file : known.getOrDefault(slug, List.of())) {
                    delete(directory.resolve(slug), file);
                }
                known.remove(slug);
                written.remove(slug);
                writeIndex();
            }
        }
    }

    private static void delete(Path root, String name) throws IOException {
        Path file = root.resolve(name).normalize();
        if (!file.startsWith(root)) {
            return;
        }
        Files.deleteIfExists(file);
        Files.deleteIfExists(file.resolveSibling(file.getFileName() + ".gz"));
        // Folders that became empty go too.
        for (Path folder = file.getParent();
                folder != null && folder.startsWith(root) && isEmpty(folder);
                folder = folder.getParent()) {
            Files.delete(folder);
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (var inside = Files.list(folder)) {
            return inside.findAny().isEmpty();
        }
    }

    private void readIndex() throws IOException {
        Path index = directory.resolve(INDEX);
        if (!read && Files.exists(index)) {
            known = new TreeMap<>(Json.read(Files.readString(index), Index.class).pages());
        }
        read = true;
    }

    private void writeIndex() throws IOException {
        Files.createDirectories(directory);
        BundleFiles.replace(
                directory.resolve(INDEX),
                Json.write(new Index(new TreeMap<>(known))).getBytes(StandardCharsets.UTF_8));
    }
}
