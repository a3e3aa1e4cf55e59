package dev.bellwether.statuspage;

/// `badge.svg`: the page's name and how it stands, to be set into a README. Both words and colour
/// say it.
final class Badge {
    private static final int HEIGHT = 20;

    private Badge() {}

    static String svg(String name, String sentence, Banner banner) {
        String left = name.length() > 40 ? name.substring(0, 39) + "…" : name;
        int leftWidth = width(left);
        int rightWidth = width(sentence);
        int all = leftWidth + rightWidth;
        return """
        <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" role="img" aria-label="%s">\
        <title>%s</title>\
        <clipPath id="r"><rect width="%d" height="%d" rx="4"/></clipPath>\
        <g clip-path="url(#r)"><path fill="#3b4252" d="M0 0h%dv%dH0z"/><path fill="%s" d="M%d 0h%dv%dH%dz"/></g>\
        <g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11" text-anchor="middle">\
        <text x="%d" y="14" textLength="%d" lengthAdjust="spacingAndGlyphs">%s</text>\
        <text x="%d" y="14" textLength="%d" lengthAdjust="spacingAndGlyphs">%s</text></g></svg>
        """
                .formatted(
                        all,
                        HEIGHT,
                        Xml.text(left + ": " + sentence),
                        Xml.text(left + ": " + sentence),
                        all,
                        HEIGHT,
                        leftWidth,
                        HEIGHT,
                        colour(banner),
                        leftWidth,
                        rightWidth,
                        HEIGHT,
                        leftWidth,
                        leftWidth / 2,
                        leftWidth - 12,
                        Xml.text(left),
                        leftWidth + rightWidth / 2,
                        rightWidth - 12,
                        Xml.text(sentence));
    }

    /// For the browser's tab.
    static String icon(Banner banner) {
        return """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><circle cx="8" cy="8" r="7" fill="%s"/></svg>
        """
                .formatted(colour(banner));
    }

    private static String colour(Banner banner) {
        return switch (banner) {
            case UP -> "#1a7f4b";
            case SOME_UNKNOWN, UNKNOWN -> "#5f6b7a";
            case MAINTENANCE -> "#2f6fb5";
            case MINOR -> "#8f6400";
            case MAJOR -> "#b35309";
            case CRITICAL -> "#c02b2b";
        };
    }

    private static int width(String text) {
        double width = 12;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            width +=
                    c > 0x2e80
                            ? 11
                            : "iljt.,:;'| ".indexOf(c) >= 0
                                    ? 4
                                    : Character.isUpperCase(c) ? 8 : 6.6;
        }
        return (int) Math.ceil(width);
    }
}
