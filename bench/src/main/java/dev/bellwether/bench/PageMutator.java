package dev.bellwether.bench;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Spoils a page in one to three ways, as the seed has it: the same seed, the same page.
final class PageMutator {
    private static final int LONGEST = 2 << 20;

    private static final Pattern STRING = Pattern.compile("\"[^\"]{0,200}\"");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,30}");
    private static final Pattern TOKEN = Pattern.compile("[{}\\[\\],:<>/\"]");

    private static final List<String> VALUES =
            List.of(
                    "null",
                    "true",
                    "7",
                    "-1",
                    "1.5",
                    "\"\"",
                    "[]",
                    "{}",
                    "[[]]",
                    "{\"\":{}}",
                    "9223372036854775807",
                    "-9223372036854775808",
                    "1e999",
                    "1E-999999",
                    "\"9999-99-99T99:99:99Z\"",
                    "\"+999999999-12-31T23:59:59.999999999Z\"",
                    "\"-999999999-01-01T00:00:00Z\"",
                    "99999999999999",
                    "\"\\ud800\"",
                    "\"\\u0000\"",
                    "\"https://[::\"",
                    "\"javascript:1\"",
                    "\"%s%n\"",
                    "\"$1\\\\\"",
                    "\"resolved\"");

    private static final List<Charset> CHARSETS =
            List.of(
                    StandardCharsets.UTF_16,
                    StandardCharsets.UTF_16LE,
                    StandardCharsets.UTF_32,
                    StandardCharsets.ISO_8859_1,
                    StandardCharsets.UTF_8);

    private PageMutator() {}

    static byte[] spoil(byte[] page, Random random) {
        byte[] spoilt = page;
        int ways = 1 + random.nextInt(3);
        for (int i = 0; i < ways; i++) {
            spoilt = once(spoilt, random);
            if (spoilt.length > LONGEST) {
                spoilt = Arrays.copyOf(spoilt, LONGEST);
            }
        }
        return spoilt;
    }

    private static byte[] once(byte[] page, Random random) {
        // Wrong values inside of a whole page reach deepest, so they come most.
        return switch (random.nextInt(16)) {
            case 0 -> flipped(page, random);
            case 1 -> Arrays.copyOf(page, random.nextInt(page.length + 1));
            case 2 -> repeated(page, random);
            case 3 -> nested(page, random);
            case 4, 5 -> replaced(page, NUMBER, number(random), random);
            case 6, 7 -> replaced(page, STRING, '"' + filler(random) + '"', random);
            case 8 -> recoded(page, random);
            case 9 -> replaced(page, TOKEN, token(random), random);
            default -> replaced(page, STRING, VALUES.get(random.nextInt(VALUES.size())), random);
        };
    }

    private static byte[] flipped(byte[] page, Random random) {
        byte[] copy = page.clone();
        for (int n = random.nextInt(16); n >= 0 && copy.length > 0; n--) {
            copy[random.nextInt(copy.length)] = (byte) random.nextInt(256);
        }
        return copy;
    }

    /// A slice of it again, once or a thousand times.
    private static byte[] repeated(byte[] page, Random random) {
        if (page.length == 0) {
            return page;
        }
        int from = random.nextInt(page.length);
        int to = from + 1 + random.nextInt(Math.min(2_000, page.length - from));
        int times = random.nextBoolean() ? 1 : random.nextInt(1_000);
        times = Math.min(times, LONGEST / (to - from));
        var whole = new byte[page.length + (to - from) * times];
        System.arraycopy(page, 0, whole, 0, to);
        for (int i = 0; i < times; i++) {
            System.arraycopy(page, from, whole, to + i * (to - from), to - from);
        }
        System.arraycopy(page, to, whole, to + times * (to - from), page.length - to);
        return whole;
    }

    private static byte[] nested(byte[] page, Random random) {
        int depth = 1 << random.nextInt(18);
        String open = List.of("[", "{\"a\":", "<a>", "[[{\"x\":[").get(random.nextInt(4));
        return replaced(page, TOKEN, open.repeat(Math.min(depth, LONGEST / open.length())), random);
    }

    private static String number(Random random) {
        return (random.nextBoolean() ? "-" : "") + "9".repeat(1 << random.nextInt(18));
    }

    private static String filler(Random random) {
        String with =
                List.of("A", "\\u0041", "&amp;", "<p>", "é", "\\n", " ").get(random.nextInt(7));
        return with.repeat(1 << random.nextInt(18));
    }

    private static String token(Random random) {
        return List.of(
                        "",
                        "{",
                        "}",
                        "[",
                        "]",
                        ",",
                        ":",
                        "<",
                        ">",
                        "\"",
                        "\0",
                        "<![CDATA[",
                        "<!DOCTYPE x [<!ENTITY a 'b'>]>",
                        "&a;",
                        "\uFEFF")
                .get(random.nextInt(15));
    }

    private static byte[] recoded(byte[] page, Random random) {
        Charset to = CHARSETS.get(random.nextInt(CHARSETS.size()));
        Charset from = CHARSETS.get(random.nextInt(CHARSETS.size()));
        return new String(page, from).getBytes(to);
    }

    /// One match, or each with a chance, replaced.
    private static byte[] replaced(byte[] page, Pattern what, String with, Random random) {
        Matcher match = what.matcher(new String(page, StandardCharsets.ISO_8859_1));
        int matches = 0;
        while (match.find()) {
            matches++;
        }
        if (matches == 0) {
            return page;
        }
        int one = random.nextInt(matches);
        boolean many = with.length() < 64 && random.nextInt(4) == 0;
        match.reset();
        var text = new StringBuilder();
        for (int i = 0; match.find(); i++) {
            boolean isIt = i == one || (many && random.nextInt(5) == 0);
            match.appendReplacement(text, Matcher.quoteReplacement(isIt ? with : match.group()));
        }
        match.appendTail(text);
        // Characters beyond Latin-1 as UTF-8, the page's own bytes as they were.
        var bytes = new java.io.ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 256) {
                bytes.write(c);
            } else {
                bytes.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }
}
