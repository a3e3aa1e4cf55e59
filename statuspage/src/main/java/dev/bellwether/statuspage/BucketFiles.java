package dev.bellwether.statuspage;

import dev.bellwether.store.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Open pages in a bucket, under `<prefix><slug>/`. Only what changed is put, in the order of
/// [PlainFiles#order], and what is gone is deleted last, so that no reader is led to a file that is
/// not there. What stands in the bucket is said by an index in the bucket itself: a node that comes
/// new, or a bucket that was emptied, is treated right.
final class BucketFiles {
    private static final String INDEX = ".bellwether.json";

    /// A bucket does not negotiate. Browsers all take gzip; programs that read JSON and feeds may
    /// not ask for it, so those are put plain.
    private static final String ZIPPED = "text/html";

    /// The key of each file, and the tag of what it holds.
    private record Index(Map<String, String> files) {}

    private final Bucket bucket;
    private @Nullable TreeMap<String, String> there;

    BucketFiles(Bucket bucket) {
        this.bucket = bucket;
    }

    /// Another node may have been at the bucket: what stands there is asked for again.
    void readAgain() {
        there = null;
    }

    /// Makes the bucket hold these pages and nothing else of ours. What was done stands when it
    /// fails on the way, and is not done again.
    ///
    /// @return how many files were put or deleted
    int write(Collection<Bundle> bundles) throws IOException {
        TreeMap<String, String> known = there();
        var wanted = new HashSet<String>();
        int done = 0;
        try {
            for (Bundle bundle : bundles) {
                if (bundle.access().isOpen()) {
                    done += put(bundle, known, wanted);
                }
            }
            for (String key : known.navigableKeySet().stream().toList()) {
                if (!wanted.contains(key)) {
                    bucket.delete(key);
                    known.remove(key);
                    done++;
                }
            }
        } catch (IOException e) {
            there = null;
            try {
                writeIndex(known, done);
            } catch (IOException second) {
                e.addSuppressed(second);
            }
            throw e;
        }
        writeIndex(known, done);
        return done;
    }

    private int put(Bundle bundle, Map<String, String> known, HashSet<String> wanted)
            throws IOException {
        int done = 0;
        for (String path : PlainFiles.order(bundle.documents().keySet())) {
            Document document = Objects.requireNonNull(bundle.documents().get(path));
            String key = bundle.slug() + "/" + PlainFiles.fileName(path);
            wanted.add(key);
            if (!document.tag().equals(known.get(key))) {
                boolean zip = document.contentType().startsWith(ZIPPED);
                bucket.put(
                        key,
                        headers(document, path, zip),
                        zip ? document.gzip() : document.plain());
                known.put(key, document.tag());
                done++;
            }
        }
        return done;
    }

    private static Map<String, String> headers(Document document, String path, boolean zip) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("content-type", document.contentType());
        headers.put(
                "cache-control",
                path.startsWith("logo-")
                        ? "public, max-age=31536000, immutable"
                        : "public, max-age=10, stale-while-revalidate=60, stale-if-error=604800");
        if (zip) {
            headers.put("content-encoding", "gzip");
        }
        return headers;
    }

    private TreeMap<String, String> there() throws IOException {
        TreeMap<String, String> known = there;
        if (known == null) {
            Optional<byte[]> index = bucket.get(INDEX);
            known =
                    index.map(b -> new String(b, StandardCharsets.UTF_8))
                            .map(json -> new TreeMap<>(Json.read(json, Index.class).files()))
                            .orElseGet(TreeMap::new);
            there = known;
        }
        return known;
    }

    private void writeIndex(TreeMap<String, String> known, int done) throws IOException {
        if (done > 0) {
            bucket.put(
                    INDEX,
                    Map.of("content-type", "application/json", "cache-control", "no-store"),
                    Json.write(new Index(known)).getBytes(StandardCharsets.UTF_8));
        }
    }
}
