package dev.bellwether.statuspage;

import dev.bellwether.model.PageLook;

/// What other sites show of a page: a document for a frame, and a small script with its data.
final class Embed {
    /// The document for a frame; it runs nothing.
    static final String FRAME = "embed/";

    static final String SCRIPT = "embed.js";

    /// What the script reads.
    static final String DATA = "embed.json";

    private static final String CSS = Style.resource("embed.css");

    private Embed() {}

    static String css(PageLook look) {
        return CSS + Colours.css(look);
    }

    static String script() {
        return Style.resource(SCRIPT);
    }
}
