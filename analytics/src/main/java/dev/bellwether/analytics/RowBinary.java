package dev.bellwether.analytics;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Rows as ClickHouse's format `RowBinary` has them: numbers little-endian, texts and lists behind
/// their length as a variable-length number.
final class RowBinary {
    private final Bytes bytes = new Bytes();

    /// Whose bytes are read where they stand.
    private static final class Bytes extends ByteArrayOutputStream {
        byte[] held() {
            return buf;
        }
    }

    RowBinary bits(int bits) {
        bytes.write(bits);
        return this;
    }

    RowBinary whole(long value) {
        for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
            bytes.write((int) (value >>> shift));
        }
        return this;
    }

    RowBinary number(double value) {
        return whole(Double.doubleToLongBits(value));
    }

    /// Null for NaN.
    RowBinary nullable(double value) {
        return Double.isNaN(value) ? bits(1) : bits(0).number(value);
    }

    RowBinary text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        length(utf8.length);
        bytes.write(utf8, 0, utf8.length);
        return this;
    }

    RowBinary texts(List<String> texts) {
        length(texts.size());
        texts.forEach(this::text);
        return this;
    }

    RowBinary numbers(List<Double> numbers) {
        length(numbers.size());
        numbers.forEach(this::number);
        return this;
    }

    private void length(int length) {
        int left = length;
        for (; left >= 0x80; left >>>= 7) {
            bytes.write(left & 0x7f | 0x80);
        }
        bytes.write(left);
    }

    int size() {
        return bytes.size();
    }

    /// The rows are its first [#size] bytes.
    byte[] bytes() {
        return bytes.held();
    }

    void clear() {
        bytes.reset();
    }
}
