package dev.bellwether.statuspage;

import dev.bellwether.model.PageAccess;
import dev.bellwether.model.PageId;
import dev.bellwether.store.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The last bundle of every page in the data directory: a manifest a page, and its documents by
/// their tags, compressed. A document is written once; a manifest changes by one rename, so that a
/// crash leaves the bundle before or after.
final class BundleFiles {
    private static final Logger LOG = LoggerFactory.getLogger(BundleFiles.class);

    record Manifest(
            PageId page,
            String slug,
            List<String> hosts,
            boolean main,
            Instant createdAt,
            Instant renderedAt,
            String policy,
            String language,
            String timeZone,
            PageAccess access,
            List<Entry> documents) {}

    record Entry(String path, String contentType, String tag) {}

    private final Path directory;
    private final Path blobs;
    private final Map<String, Set<String>> tags = new HashMap<>();

    BundleFiles(Path data) {
        this.directory = data.resolve("pages");
        this.blobs = directory.resolve("documents");
    }

    /// All bundles that can be read; one that cannot is left out and said.
    List<Bundle> load() {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        var bundles = new ArrayList<Bundle>();
        try (var files = Files.newDirectoryStream(directory, "*.json")) {
            for (Path file : files) {
                try {
                    bundles.add(load(file));
                } catch (IOException | RuntimeException e) {
                    LOG.warn("The page in {} cannot be read: {}", file, e.toString());
                }
            }
        } catch (IOException e) {
            LOG.warn("The pages in {} cannot be read: {}", directory, e.toString());
        }
        return bundles;
    }

    private Bundle load(Path file) throws IOException {
        Manifest manifest = Json.read(Files.readString(file), Manifest.class);
        var documents = new HashMap<String, Document>();
        var byTag = new HashMap<String, Document>();
        for (Entry entry : manifest.documents()) {
            Document document = byTag.get(entry.tag());
            if (document == null) {
                byte[] gzip = Files.readAllBytes(blobs.resolve(entry.tag()));
                byte[] plain;
                try (var in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
                    plain = in.readAllBytes();
                }
                document = new Document(entry.contentType(), new Whole(plain, gzip), entry.tag());
                byTag.put(entry.tag(), document);
            }
            documents.put(entry.path(), document);
        }
        tags.put(manifest.page().value(), Set.copyOf(byTag.keySet()));
        return new Bundle(
                manifest.page(),
                manifest.slug(),
                manifest.hosts(),
                manifest.main(),
                manifest.createdAt(),
                manifest.renderedAt(),
                manifest.policy(),
                manifest.language(),
                manifest.timeZone(),
                manifest.access(),
                documents);
    }

    void save(Bundle bundle) throws IOException {
        Files.createDirectories(blobs);
        var entries = new ArrayList<Entry>();
        var used = new HashSet<String>();
        for (var one : bundle.documents().entrySet()) {
            Document document = one.getValue();
            entries.add(new Entry(one.getKey(), document.contentType(), document.tag()));
            Path blob = blobs.resolve(document.tag());
            if (used.add(document.tag()) && !Files.exists(blob)) {
                replace(blob, document.gzip());
            }
        }
        var manifest =
                new Manifest(
                        bundle.page(),
                        bundle.slug(),
                        bundle.hosts(),
                        bundle.main(),
                        bundle.createdAt(),
                        bundle.renderedAt(),
                        bundle.policy(),
                        bundle.language(),
                        bundle.timeZone(),
                        bundle.access(),
                        entries);
        String id = bundle.page().value();
        replace(
                directory.resolve(fileName(id)),
                Json.write(manifest).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        Set<String> before = tags.getOrDefault(id, Set.of());
        tags.put(id, Set.copyOf(used));
        forget(before);
    }

    void remove(PageId page) throws IOException {
        Files.deleteIfExists(directory.resolve(fileName(page.value())));
        Set<String> before = tags.remove(page.value());
        if (before != null) {
            forget(before);
        }
    }

    private void forget(Set<String> before) throws IOException {
        for (String tag : before) {
            if (tags.values().stream().noneMatch(all -> all.contains(tag))) {
                Files.deleteIfExists(blobs.resolve(tag));
            }
        }
    }

    private static String fileName(String id) {
        return id.replace('/', '~') + ".json";
    }

    static void replace(Path file, byte[] bytes) throws IOException {
        Path fresh = file.resolveSibling("." + file.getFileName() + ".new");
        Files.write(fresh, bytes);
        Files.move(
                fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
