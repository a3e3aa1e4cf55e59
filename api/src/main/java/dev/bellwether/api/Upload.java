package dev.bellwether.api;

import java.util.List;

/// A body that is a file, taken as it is; what it is, its bytes tell.
record Upload(byte[] bytes) {
    /// The types of content that are taken.
    static final List<String> TYPES =
            List.of(
                    "image/png",
                    "image/jpeg",
                    "image/gif",
                    "image/webp",
                    "image/svg+xml",
                    "application/octet-stream");
}
