package dev.bellwether.statuspage;

/// The checksum of two byte strings in a row from the checksums of each, as in zlib's
/// `crc32_combine`: the first is moved on over the length of the second by multiplying with x^(8n)
/// modulo the polynomial of CRC-32.
final class Crc {
    private static final int POLYNOMIAL = 0xedb88320;

    private Crc() {}

    /// @param shift [#power] of the second's length
    static int combine(int first, int second, int shift) {
        return multiply(shift, first) ^ second;
    }

    /// x^(8·bytes), by squaring. Bit 31 is x^0.
    static int power(long bytes) {
        int result = 1 << 31;
        int square = 1 << 23;
        for (long n = bytes; n != 0; n >>>= 1) {
            if ((n & 1) == 1) {
                result = multiply(square, result);
            }
            square = multiply(square, square);
        }
        return result;
    }

    private static int multiply(int a, int b) {
        int product = 0;
        int shifted = b;
        for (int bit = 31; bit >= 0; bit--) {
            if ((a >>> bit & 1) == 1) {
                product ^= shifted;
            }
            shifted = (shifted & 1) == 1 ? shifted >>> 1 ^ POLYNOMIAL : shifted >>> 1;
        }
        return product;
    }
}
