package dev.bellwether.analytics;

import dev.bellwether.model.SiteId;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// An entry of the log as bytes: a number for its kind, then its fields; a text is its length and
/// its UTF-8, times are microseconds.
final class LogCodec {
    private static final byte ARRIVED = 1;
    private static final byte FORGET = 2;
    private static final int A_ROW = 128;
    private static final Event.Kind[] KINDS = Event.Kind.values();

    private byte[] bytes;
    private int length;

    private LogCodec(int room) {
        this.bytes = new byte[room];
    }

    static ByteBuffer encode(LogEntry entry) {
        return switch (entry) {
            case LogEntry.Arrived(SiteId site, Instant arrived, List<Event> events) -> {
                var out = new LogCodec(64 + events.size() * A_ROW);
                out.put(ARRIVED);
                out.put(site.value());
                out.put(Micros.of(arrived));
                out.put((long) events.size());
                for (Event event : events) {
                    out.put(event);
                }
                yield ByteBuffer.wrap(out.bytes, 0, out.length);
            }
            case LogEntry.Forget(SiteId site, String visitor) -> {
                var out = new LogCodec(64 + visitor.length());
                out.put(FORGET);
                out.put(site.value());
                out.put(visitor);
                yield ByteBuffer.wrap(out.bytes, 0, out.length);
            }
        };
    }

    /// @throws IOException when the bytes are no entry of a version that this program knows
    static LogEntry decode(ByteBuffer in) throws IOException {
        try {
            byte kind = in.get();
            var site = new SiteId(text(in));
            return switch (kind) {
                case ARRIVED -> arrived(in, site);
                case FORGET -> new LogEntry.Forget(site, text(in));
                default -> throw new IOException("an entry of the unknown kind " + kind);
            };
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw new IOException("an entry that cannot be read", e);
        }
    }

    private static LogEntry arrived(ByteBuffer in, SiteId site) {
        Instant arrived = Micros.toInstant(in.getLong());
        int count = (int) in.getLong();
        var events = new ArrayList<Event>(count);
        for (int i = 0; i < count; i++) {
            events.add(
                    new Event(
                            text(in),
                            text(in),
                            Micros.toInstant(in.getLong()),
                            KINDS[in.get()],
                            text(in),
                            text(in),
                            Double.longBitsToDouble(in.getLong()),
                            text(in)));
        }
        return new LogEntry.Arrived(site, arrived, events);
    }

    private static String text(ByteBuffer in) {
        int size = in.getInt();
        if (size < 0 || size > in.remaining()) {
            throw new BufferUnderflowException();
        }
        String text =
                new String(
                        in.array(), in.arrayOffset() + in.position(), size, StandardCharsets.UTF_8);
        in.position(in.position() + size);
        return text;
    }

    private void put(Event event) {
        put(event.id());
        put(event.visitor());
        put(Micros.of(event.at()));
        put((byte) event.kind().ordinal());
        put(event.name());
        put(event.variation());
        put(Double.doubleToRawLongBits(event.value()));
        put(event.properties());
    }

    private void put(byte one) {
        room(1);
        bytes[length++] = one;
    }

    private void put(long number) {
        room(Long.BYTES);
        for (int shift = 56; shift >= 0; shift -= 8) {
            bytes[length++] = (byte) (number >>> shift);
        }
    }

    private void put(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        room(Integer.BYTES + utf8.length);
        for (int shift = 24; shift >= 0; shift -= 8) {
            bytes[length++] = (byte) (utf8.length >>> shift);
        }
        System.arraycopy(utf8, 0, bytes, length, utf8.length);
        length += utf8.length;
    }

    private void room(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, bytes.length * 2));
        }
    }
}
