package dev.bellwether.bench;

import java.nio.charset.StandardCharsets;

/// A request with a batch of events, made once: of another batch only the digits of ids and
/// visitors are written anew, so that a sender costs little. Of one thread.
///
/// An event's id is the number of its batch and its row: `00000042-00007`. One event in four shows
/// a campaign, the others are goals with a value and properties. Visitors are drawn from
/// [#VISITORS] evenly, which is the worst case for whoever numbers them.
final class IngestBatch {
    static final int VISITORS = 2_000_000;
    static final int BATCH_DIGITS = 8;
    private static final int VISITOR_DIGITS = 7;

    private final byte[] bytes;
    private final int[] ids;
    private final int[] visitors;

    IngestBatch(int port, String key, int rows) {
        var body = new StringBuilder(rows * 160).append('[');
        this.ids = new int[rows];
        this.visitors = new int[rows];
        long now = System.currentTimeMillis();
        for (int row = 0; row < rows; row++) {
            body.append(row == 0 ? "{\"id\":\"" : ",{\"id\":\"");
            ids[row] = body.length();
            body.append("00000000-%05d\",\"visitor\":\"u".formatted(row));
            visitors[row] = body.length();
            body.append("0000000\",\"time\":").append(now - row).append(rest(row));
        }
        body.append(']');
        String head =
                """
                POST /ingest/events HTTP/1.1\r
                Host: 127.0.0.1:%d\r
                Authorization: Bearer %s\r
                Content-Type: application/json\r
                Content-Length: %d\r
                \r
                """
                        .formatted(port, key, body.length());
        for (int row = 0; row < rows; row++) {
            ids[row] += head.length();
            visitors[row] += head.length();
        }
        this.bytes = (head + body).getBytes(StandardCharsets.US_ASCII);
    }

    private static String rest(int row) {
        return row % 4 == 0
                ? ",\"kind\":\"exposure\",\"name\":\"blue-button\",\"variation\":\"%d\"}"
                        .formatted(row / 4 % 2)
                : ",\"kind\":\"goal\",\"name\":\"order\",\"value\":%d.5,\"properties\":{\"plan\":\"team\"}}"
                        .formatted(row % 100);
    }

    /// The whole request of batch `number`; valid until the next call.
    byte[] request(int number) {
        for (int row = 0; row < ids.length; row++) {
            write(ids[row], BATCH_DIGITS, number);
            long mixed = ((long) number * ids.length + row) * 0x9e3779b97f4a7c15L;
            write(visitors[row], VISITOR_DIGITS, (int) ((mixed >>> 33) % VISITORS));
        }
        return bytes;
    }

    private void write(int at, int digits, int number) {
        int left = number;
        for (int i = at + digits - 1; i >= at; i--) {
            bytes[i] = (byte) ('0' + left % 10);
            left /= 10;
        }
    }
}
