package dev.bellwether.statuspage;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;

/// Cleans an SVG drawing: shapes, gradients and text stay; scripts, handlers, links, styles that
/// fetch, foreign content and every reference out of the file go.
final class Svg {
    private static final int MOST_ELEMENTS = 5_000;
    private static final int DEEPEST = 100;

    private static final Set<String> ELEMENTS =
            Set.of(
                    "svg",
                    "g",
                    "path",
                    "rect",
                    "circle",
                    "ellipse",
                    "line",
                    "polyline",
                    "polygon",
                    "text",
                    "tspan",
                    "title",
                    "desc",
                    "defs",
                    "lineargradient",
                    "radialgradient",
                    "stop",
                    "clippath",
                    "mask",
                    "symbol",
                    "use",
                    "pattern");

    private static final Set<String> ATTRIBUTES =
            Set.of(
                    "id",
                    "viewbox",
                    "width",
                    "height",
                    "x",
                    "y",
                    "x1",
                    "y1",
                    "x2",
                    "y2",
                    "cx",
                    "cy",
                    "r",
                    "rx",
                    "ry",
                    "d",
                    "points",
                    "transform",
                    "fill",
                    "fill-rule",
                    "fill-opacity",
                    "clip-rule",
                    "clip-path",
                    "mask",
                    "stroke",
                    "stroke-width",
                    "stroke-linecap",
                    "stroke-linejoin",
                    "stroke-miterlimit",
                    "stroke-dasharray",
                    "stroke-dashoffset",
                    "stroke-opacity",
                    "opacity",
                    "offset",
                    "stop-color",
                    "stop-opacity",
                    "gradientunits",
                    "gradienttransform",
                    "spreadmethod",
                    "patternunits",
                    "patterntransform",
                    "preserveaspectratio",
                    "version",
                    "xmlns",
                    "font-family",
                    "font-size",
                    "font-weight",
                    "font-style",
                    "text-anchor",
                    "letter-spacing",
                    "dx",
                    "dy",
                    "role",
                    "aria-label",
                    "color",
                    "display",
                    "clippathunits",
                    "maskunits",
                    "fx",
                    "fy",
                    "href",
                    "xlink:href",
                    "xmlns:xlink");

    private Svg() {}

    /// @return empty when it is no SVG, or one that is too large to be a logo
    static Optional<String> clean(String text) {
        String start = text.stripLeading();
        if (!start.startsWith("<")) {
            return Optional.empty();
        }
        Document document = Jsoup.parse(text, "", Parser.xmlParser());
        Element svg = document.selectFirst("svg");
        if (svg == null
                || svg.parent() != document
                || svg.getAllElements().size() > MOST_ELEMENTS
                || !clean(svg, 0)) {
            return Optional.empty();
        }
        svg.attr("xmlns", "http://www.w3.org/2000/svg");
        document.outputSettings().prettyPrint(false).syntax(Document.OutputSettings.Syntax.xml);
        return Optional.of(svg.outerHtml());
    }

    private static boolean clean(Element element, int depth) {
        if (depth > DEEPEST) {
            return false;
        }
        for (Attribute attribute : element.attributes().asList()) {
            if (!isSafe(attribute)) {
                element.removeAttr(attribute.getKey());
            }
        }
        for (Node child : List.copyOf(element.childNodes())) {
            if (child instanceof Element inner
                    && ELEMENTS.contains(inner.tagName().toLowerCase(Locale.ROOT))) {
                if (!clean(inner, depth + 1)) {
                    return false;
                }
            } else if (child.getClass() != TextNode.class) {
                child.remove();
            }
        }
        return true;
    }

    private static boolean isSafe(Attribute attribute) {
        String name = attribute.getKey().toLowerCase(Locale.ROOT);
        String value = attribute.getValue().strip().toLowerCase(Locale.ROOT);
        if (!ATTRIBUTES.contains(name)) {
            return false;
        }
        if (name.endsWith("href")) {
            return value.startsWith("#");
        }
        return !value.contains("url(")
                || value.matches("url\\(\\s*['\"]?#[a-z0-9_.-]+['\"]?\\s*\\)");
    }
}
