package dev.bellwether.guard;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.eclipse.jetty.http.HttpFields;

/// A whole answer of a node. Never changed; whoever holds it gives it back to [Answers].
///
/// @param from id of the query that it answered
/// @param headers those that pass
/// @param blocks of its body, each filled but the last
/// @param length bytes of its body
/// @param at when its last byte came
record KeptAnswer(String from, HttpFields headers, List<byte[]> blocks, long length, Instant at) {
    /// Stands in every error that ClickHouse tells; old servers end an answer with one as if it
    /// were whole.
    private static final byte[] ERROR = "DB::Exception".getBytes(StandardCharsets.US_ASCII);

    KeptAnswer {
        blocks = List.copyOf(blocks);
    }

    /// Bytes that it takes, used or not.
    long size() {
        return blocks.stream().mapToLong(block -> block.length).sum();
    }

    void writeTo(OutputStream out) throws IOException {
        long left = length;
        for (byte[] block : blocks) {
            int count = (int) Math.min(left, block.length);
            out.write(block, 0, count);
            left -= count;
        }
    }

    /// Whether it is certain that no error stands in it. Of a compressed one that is known only
    /// where the server breaks off what fails ([#TAG]), or sends nothing before it has all.
    ///
    /// @param isHeld whether the client asked the server to wait for the end (`wait_end_of_query`)
    /// @param isCompressed whether it is, in whatever way
    boolean isSound(boolean isHeld, boolean isCompressed) {
        if (headers.contains("X-ClickHouse-Exception-Code")) {
            return false;
        }
        return isCompressed ? isHeld || headers.contains(TAG) : !hasError();
    }

    /// Servers that send this break an answer off when it fails (25.11 and later).
    private static final String TAG = "X-ClickHouse-Exception-Tag";

    private boolean hasError() {
        int found = 0;
        long left = length;
        for (byte[] block : blocks) {
            int count = (int) Math.min(left, block.length);
            left -= count;
            for (int i = 0; i < count; i++) {
                // `D` comes again nowhere in it: what does not go on may only begin anew.
                found = block[i] == ERROR[found] ? found + 1 : block[i] == ERROR[0] ? 1 : 0;
                if (found == ERROR.length) {
                    return true;
                }
            }
        }
        return false;
    }
}
