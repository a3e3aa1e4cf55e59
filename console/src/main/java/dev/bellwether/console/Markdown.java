package dev.bellwether.console;

import java.util.List;
import org.commonmark.ext.autolink.AutolinkExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document.OutputSettings;
import org.jsoup.safety.Safelist;

/// Markdown as people write it, into HTML that can do no harm: raw HTML is shown as text, and what
/// comes out passes a list of what is allowed.
final class Markdown {
    private static final int LONGEST = 100_000;
    private static final Safelist ALLOWED =
            Safelist.basic()
                    .addTags("h1", "h2", "h3", "h4", "h5", "h6", "hr", "del")
                    .addAttributes("ol", "start")
                    .removeProtocols("a", "href", "ftp");
    private static final Parser PARSER =
            Parser.builder().extensions(List.of(AutolinkExtension.create())).build();
    private static final HtmlRenderer RENDERER =
            HtmlRenderer.builder().escapeHtml(true).sanitizeUrls(true).build();

    private Markdown() {}

    static String html(String markdown) {
        String cut = markdown.length() > LONGEST ? markdown.substring(0, LONGEST) : markdown;
        String html = RENDERER.render(PARSER.parse(cut));
        return Jsoup.clean(html, "", ALLOWED, new OutputSettings().prettyPrint(false));
    }
}
