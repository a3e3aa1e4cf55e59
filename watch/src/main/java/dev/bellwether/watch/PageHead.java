package dev.bellwether.watch;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;

/// What the HTML of a status page tells machines: its title and its feeds.
///
/// @param title what the page calls itself; empty when it does not
/// @param feeds addresses of RSS and Atom feeds, in its order, at most four
/// @param text its beginning as it stands
record PageHead(String title, List<String> feeds, String text) {
    static final PageHead NONE = new PageHead("", List.of(), "");
    private static final int BYTES = 512 << 10;
    private static final int DEPTH = 100;
    private static final int FEEDS = 4;

    PageHead {
        feeds = List.copyOf(feeds);
    }

    /// HTML of strangers, nested no deeper than a page needs.
    static Document parse(String html, String at) {
        return Jsoup.parse(html, at, Parser.htmlParser().setMaxDepth(DEPTH));
    }

    static PageHead of(byte[] html, HttpTarget at) {
        String text =
                new String(
                        Arrays.copyOf(html, Math.min(BYTES, html.length)), StandardCharsets.UTF_8);
        Document page = parse(text, at.toString());
        var feeds = new ArrayList<String>();
        for (Element link : page.select("link[rel~=(?i)alternate][href]")) {
            String type = link.attr("type");
            String address = link.absUrl("href");
            boolean isFeed = type.matches("(?i)application/(rss|atom)\\+xml");
            if (isFeed && feeds.size() < FEEDS && HttpTarget.parse(address).isPresent()) {
                feeds.add(address);
            }
        }
        return new PageHead(ProviderJson.cut(page.title(), ReadingDraft.NAME), feeds, text);
    }
}
