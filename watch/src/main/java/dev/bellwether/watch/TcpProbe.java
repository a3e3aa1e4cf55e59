package dev.bellwether.watch;

import dev.bellwether.model.CheckSpec;
import dev.bellwether.model.FailedRule;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/// A connection can be opened, and the first bytes hold what is expected.
record TcpProbe(CheckSpec.Tcp spec) implements Probe {
    private static final int MOST_BYTES = 4_096;

    @Override
    public ProbeOutcome run(Reach reach, Deadline deadline, Stopwatch watch)
            throws IOException, InterruptedException {
        var socket = reach.connect(spec.host(), spec.port(), deadline, watch);
        try (var guarded = deadline.guard(socket)) {
            if (spec.expect().isPresent()) {
                expect(socket.getInputStream(), spec.expect().get(), deadline, watch);
            }
            return new ProbeOutcome.Good(watch.timings());
        }
    }

    private static void expect(InputStream in, String expected, Deadline deadline, Stopwatch watch)
            throws IOException {
        byte[] wanted = expected.getBytes(StandardCharsets.UTF_8);
        byte[] got = new byte[MOST_BYTES];
        int length = 0;
        try {
            while (length < got.length) {
                int read = in.read(got, length, got.length - length);
                if (read < 0) {
                    break;
                }
                if (length == 0) {
                    watch.stop(Stopwatch.Phase.FIRST_BYTE);
                }
                length += read;
                if (text(got, length).contains(text(wanted, wanted.length))) {
                    return;
                }
            }
        } catch (IOException e) {
            if (!deadline.isOver()) {
                throw e;
            }
        }
        throw ProbeFailure.of(
                FailedRule.EXPECT, "'" + shown(got, length) + "' does not hold '" + expected + "'");
    }

    private static String text(byte[] bytes, int length) {
        return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    }

    private static String shown(byte[] bytes, int length) {
        String text = new String(bytes, 0, Math.min(length, 60), StandardCharsets.UTF_8);
        return text.replaceAll("\\p{Cntrl}", " ").strip();
    }
}
