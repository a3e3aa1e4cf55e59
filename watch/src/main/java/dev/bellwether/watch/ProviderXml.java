package dev.bellwether.watch;

import java.io.StringReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// XML of strangers, read within bounds: no document type (so no entities to multiply or to fetch),
/// depth, number of elements, length of texts.
///
/// @param name without its namespace, as `item` or `pubDate`
/// @param text its own characters, without those of its children
record ProviderXml(
        String name, Map<String, String> attributes, String text, List<ProviderXml> children) {
    private static final int DEPTH = 32;
    private static final int ELEMENTS = 50_000;
    private static final int ATTRIBUTES = 20;
    private static final int LONGEST = 1 << 20;

    private static final Pattern DECLARED =
            Pattern.compile(
                    "^(?:\\xEF\\xBB\\xBF)?<\\?xml[^>]{0,100}encoding\\s*=\\s*[\"']([A-Za-z0-9._-]{1,40})[\"']");

    private static final class Open {
        final String name;
        final Map<String, String> attributes = new HashMap<>();
        final StringBuilder text = new StringBuilder();
        final List<ProviderXml> children = new ArrayList<>();

        Open(String name) {
            this.name = name;
        }

        ProviderXml close() {
            return new ProviderXml(
                    name, Map.copyOf(attributes), text.toString().strip(), List.copyOf(children));
        }
    }

    /// The root element.
    ///
    /// @throws UnreadablePage when it is not XML, has a document type, or is beyond the bounds
    static ProviderXml tree(byte[] body) {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        try {
            return read(factory.createXMLStreamReader(new StringReader(decoded(body))));
        } catch (XMLStreamException e) {
            String why = e.getMessage();
            throw new UnreadablePage(
                    "The answer is no XML we read: "
                            + ProviderJson.cut(why == null ? "malformed" : why, 200));
        }
    }

    /// As its byte order mark or its own declaration has it (XML 1.0, appendix F). Decoded here,
    /// for the parser writes every broken byte of a stranger's to the standard error; here such a
    /// byte becomes U+FFFD.
    private static String decoded(byte[] body) {
        Charset charset =
                startsWith(body, 0xFE, 0xFF) || startsWith(body, 0, '<')
                        ? StandardCharsets.UTF_16BE
                        : startsWith(body, 0xFF, 0xFE) || startsWith(body, '<', 0)
                                ? StandardCharsets.UTF_16LE
                                : declared(body);
        String text = new String(body, charset);
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static boolean startsWith(byte[] body, int first, int second) {
        return body.length >= 2 && (body[0] & 0xFF) == first && (body[1] & 0xFF) == second;
    }

    private static Charset declared(byte[] body) {
        String head = new String(body, 0, Math.min(200, body.length), StandardCharsets.ISO_8859_1);
        Matcher declared = DECLARED.matcher(head);
        String name = declared.find() ? declared.group(1).toLowerCase(Locale.ROOT) : "utf-8";
        return switch (name) {
            case "utf-8", "utf8", "us-ascii", "ascii" -> StandardCharsets.UTF_8;
            case "iso-8859-1", "latin1", "windows-1252" -> StandardCharsets.ISO_8859_1;
            default ->
                    throw new UnreadablePage(
                            "The answer's XML is in '" + ProviderJson.cut(name, 40) + "'");
        };
    }

    private static ProviderXml read(XMLStreamReader in) throws XMLStreamException {
        Deque<Open> open = new ArrayDeque<>();
        int elements = 0;
        while (in.hasNext()) {
            switch (in.next()) {
                case XMLStreamConstants.DTD ->
                        throw new UnreadablePage("The answer has a document type");
                case XMLStreamConstants.START_ELEMENT -> {
                    if (open.size() >= DEPTH || ++elements > ELEMENTS) {
                        throw new UnreadablePage("The answer's XML is too deep or too long");
                    }
                    open.push(start(in));
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                    Open now = open.peek();
                    if (now != null && now.text.length() + in.getTextLength() <= LONGEST) {
                        now.text.append(in.getText());
                    }
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    ProviderXml whole = open.pop().close();
                    Open around = open.peek();
                    if (around == null) {
                        return whole;
                    }
                    around.children.add(whole);
                }
                default -> {}
            }
        }
        throw new UnreadablePage("The answer's XML ends too early");
    }

    private static Open start(XMLStreamReader in) {
        var element = new Open(in.getLocalName());
        for (int i = 0; i < Math.min(ATTRIBUTES, in.getAttributeCount()); i++) {
            element.attributes.put(in.getAttributeLocalName(i), in.getAttributeValue(i));
        }
        return element;
    }

    List<ProviderXml> all(String child) {
        return children.stream().filter(c -> c.name().equals(child)).toList();
    }

    /// The text of the first child of that name, cut at `longest` characters; empty without one.
    String text(String child, int longest) {
        return children.stream()
                .filter(c -> c.name().equals(child))
                .findFirst()
                .map(c -> ProviderJson.cut(c.text(), longest))
                .orElse("");
    }

    String attribute(String key) {
        return attributes.getOrDefault(key, "");
    }
}
