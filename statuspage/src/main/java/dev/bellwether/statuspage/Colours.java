package dev.bellwether.statuspage;

import dev.bellwether.model.PageLook;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Contrast as WCAG 2.2 reckons it (success criterion 1.4.3), and the nearest colour that has
/// enough: AA asks for 4.5 to 1 of text.
final class Colours {
    static final double AA = 4.5;

    /// The grounds on which the accent stands as text: the page's and the cards'. As in `page.css`.
    static final List<String> LIGHT = List.of("#f6f7f9", "#ffffff");

    static final List<String> DARK = List.of("#11141a", "#191d25");

    private static final int STEPS = 500;

    private Colours() {}

    /// What the look adds to the style sheet.
    static String css(PageLook look) {
        return look.accent()
                .map(accent ->
                        ":root{--accent:"
                                + accent
                                + "}\n@media (prefers-color-scheme:dark){:root{--accent:"
                                + dark(look).orElse(accent)
                                + "}}")
                .orElse("");
    }

    /// The accent on a dark ground: the one chosen, else the nearest to the light one that can be
    /// read there.
    static Optional<String> dark(PageLook look) {
        return look.accentDark().or(() -> look.accent().map(a -> nearest(a, DARK)));
    }

    /// The least contrast with any of the grounds.
    static double contrast(String colour, List<String> grounds) {
        double l = luminance(colour);
        return grounds.stream()
                .mapToDouble(ground -> contrast(l, luminance(ground)))
                .min()
                .orElse(1);
    }

    /// The colour of the same hue, mixed with as little black or white as is enough.
    static String nearest(String colour, List<String> grounds) {
        if (contrast(colour, grounds) >= AA) {
            return colour;
        }
        for (int step = 1; step <= STEPS; step++) {
            for (int towards : new int[] {0, 255}) {
                String mixed = mix(colour, towards, (double) step / STEPS);
                if (contrast(mixed, grounds) >= AA) {
                    return mixed;
                }
            }
        }
        throw new IllegalArgumentException("No colour is read on both " + grounds);
    }

    private static String mix(String colour, int towards, double part) {
        int rgb = Integer.parseInt(colour.substring(1), 16);
        int mixed = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int channel = (rgb >> shift) & 0xff;
            mixed |= (int) Math.round(channel + (towards - channel) * part) << shift;
        }
        return String.format(Locale.ROOT, "#%06x", mixed);
    }

    private static double contrast(double a, double b) {
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    private static double luminance(String colour) {
        int rgb = Integer.parseInt(colour.substring(1), 16);
        return 0.2126 * channel(rgb >> 16) + 0.7152 * channel(rgb >> 8) + 0.0722 * channel(rgb);
    }

    private static double channel(int value) {
        double c = (value & 0xff) / 255.0;
        return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
    }
}
