package dev.bellwether.statuspage;

import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;
import org.jsoup.safety.Safelist;

/// What people wrote, as HTML that can do no harm: Markdown (CommonMark), then only the elements of
/// running text; links may not be followed by crawlers nor reach back; images over https only.
final class Markdown {
    private static final Parser PARSER = Parser.builder().maxOpenBlockParsers(50).build();
    private static final HtmlRenderer RENDERER = HtmlRenderer.builder().softbreak("<br>\n").build();
    private static final Safelist SAFE =
            Safelist.none()
                    .addTags(
                            "p",
                            "br",
                            "strong",
                            "em",
                            "b",
                            "i",
                            "code",
                            "pre",
                            "blockquote",
                            "ul",
                            "ol",
                            "li",
                            "h1",
                            "h2",
                            "h3",
                            "h4",
                            "h5",
                            "h6",
                            "hr",
                            "a",
                            "img",
                            "small",
                            "sub",
                            "sup",
                            "del")
                    .addAttributes("a", "href")
                    .addAttributes("img", "src", "alt")
                    .addAttributes("ol", "start")
                    .addProtocols("a", "href", "http", "https", "mailto")
                    .addProtocols("img", "src", "https")
                    .addEnforcedAttribute("a", "rel", "nofollow noopener noreferrer");
    private static final int MOST_CHARACTERS = 200_000;

    private Markdown() {}

    /// @param level of the highest heading in it, 2 to 6
    static String html(String source, int level) {
        String text =
                source.length() > MOST_CHARACTERS ? source.substring(0, MOST_CHARACTERS) : source;
        String raw = RENDERER.render(PARSER.parse(Unflatten.unflatten(text)));
        var settings = new org.jsoup.nodes.Document.OutputSettings().prettyPrint(false);
        var body =
                Jsoup.parseBodyFragment(Jsoup.clean(raw, "", SAFE, settings))
                        .outputSettings(settings)
                        .body();
        body.select("img:not([src])").remove();
        body.select("img").attr("loading", "lazy");
        body.select("p > strong:only-child").forEach(Markdown::boldHeading);
        lower(body, level);
        return body.html();
    }

    /// Text without markup, for feeds and calendars.
    static String text(String source) {
        return Jsoup.parseBodyFragment(html(source, 2).replace("<br>", "\n")).wholeText().strip();
    }

    /// A paragraph of nothing but bold words is what its author meant as a heading.
    private static void boldHeading(Element strong) {
        Element paragraph = strong.parent();
        if (paragraph == null
                || paragraph.childNodes().stream()
                        .anyMatch(n -> n instanceof TextNode t && !t.isBlank())) {
            return;
        }
        paragraph.tagName("h2");
        strong.unwrap();
    }

    private static void lower(Element body, int level) {
        int highest = 7;
        var headings = body.select("h1, h2, h3, h4, h5, h6");
        for (Element heading : headings) {
            highest = Math.min(highest, heading.tagName().charAt(1) - '0');
        }
        for (Element heading : headings) {
            int now = heading.tagName().charAt(1) - '0';
            heading.tagName("h" + Math.min(6, now - highest + level));
        }
    }
}
