package dev.bellwether.guard;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.http.HttpFields;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads where a query comes from: the headers `X-Bellwether-Feature`, `-Release` and
/// `-Variations`; what those leave open, from a `log_comment` in JSON; what that leaves open, from
/// the comments before the query's first word. Whatever it cannot read says nothing, and is never a
/// reason to refuse the query.
final class OriginReader {
    /// Longer comments are not looked into, in characters.
    static final int LONGEST = 64 << 10;

    /// The member of a `log_comment` that is ours.
    static final String OURS = "bellwether";

    static final JsonMapper JSON =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(50)
                                                    .maxDocumentLength(LONGEST)
                                                    .build())
                                    .build())
                    .build();

    private static final String SETTING = "log_comment";

    private OriginReader() {}

    static Origin read(HttpFields headers, Address address, Statement statement) {
        var said =
                new Origin(
                        orEmpty(headers.get("X-Bellwether-Feature")),
                        orEmpty(headers.get("X-Bellwether-Release")),
                        variations(orEmpty(headers.get("X-Bellwether-Variations"))));
        Origin origin = said.or(ofLogComment(logComment(address, statement)));
        return statement instanceof Statement.Read read
                ? origin.or(OriginText.ofLeadingComments(read.tokens().text()))
                : origin;
    }

    /// What stands in the query itself holds over what stands in the address.
    static String logComment(Address address, Statement statement) {
        if (statement instanceof Statement.Read(Tokens tokens, var _, var _)) {
            for (SettingsClause clause : SettingsClause.in(tokens)) {
                for (SettingsClause.Setting setting : clause.settings()) {
                    if (setting.name().equals(SETTING)
                            && tokens.is(setting.from(), TokenKind.STRING)) {
                        return tokens.plain(setting.from());
                    }
                }
            }
        }
        return address.value(SETTING).orElse("");
    }

    static Origin ofLogComment(String comment) {
        return ofJson(object(comment));
    }

    private static Origin ofJson(@Nullable JsonNode object) {
        if (object == null) {
            return Origin.UNKNOWN;
        }
        JsonNode ours = object.path(OURS);
        Origin nested = ours.isObject() ? ofMembers(ours) : Origin.UNKNOWN;
        return nested.or(ofMembers(object));
    }

    private static Origin ofMembers(JsonNode object) {
        JsonNode variations = object.path("variations");
        return new Origin(
                text(object.path("feature")),
                text(object.path("release")),
                variations.isObject() ? members(variations) : variations(text(variations)));
    }

    /// `a=b, c=d`, or a JSON object of names.
    static Map<String, String> variations(String text) {
        String stripped = text.strip();
        if (stripped.startsWith("{")) {
            JsonNode object = object(stripped);
            return object == null ? Map.of() : members(object);
        }
        if (stripped.length() > LONGEST) {
            return Map.of();
        }
        var found = new HashMap<String, String>();
        for (String one : List.of(stripped.split("[,;]", 4 * Origin.MOST_VARIATIONS))) {
            int at = one.indexOf('=');
            if (at > 0) {
                found.put(one.substring(0, at), one.substring(at + 1));
            }
        }
        return found;
    }

    private static Map<String, String> members(JsonNode object) {
        var found = new HashMap<String, String>();
        object.properties().stream()
                .limit(4L * Origin.MOST_VARIATIONS)
                .forEach(member -> found.put(member.getKey(), text(member.getValue())));
        return found;
    }

    static String text(JsonNode value) {
        return value.isValueNode() && !value.isNull() ? value.asString("") : "";
    }

    /// The text as a JSON object; null when it is none.
    static @Nullable JsonNode object(String text) {
        String stripped = text.strip();
        if (!stripped.startsWith("{") || stripped.length() > LONGEST) {
            return null;
        }
        try {
            JsonNode node = JSON.readTree(stripped);
            return node.isObject() ? node : null;
        } catch (JacksonException e) {
            return null;
        }
    }

    /// With the origin appended to the request's `log_comment`; for nodes that know that setting. A
    /// `log_comment` in the query's own `SETTINGS` is left alone, and holds over this one.
    static Address logged(Address address, Origin origin) {
        if (origin.isUnknown()) {
            return address;
        }
        Address changed = address.copy();
        changed.put(SETTING, appended(address.value(SETTING).orElse(""), origin));
        return changed;
    }

    /// The client's comment, with the origin behind it: as one more member of its JSON object, or
    /// as an object behind its text. A comment that has our member, or is too long to be looked
    /// into, stays as it is.
    static String appended(String comment, Origin origin) {
        if (origin.isUnknown() || comment.length() > LONGEST) {
            return comment;
        }
        String ours = OriginText.json(origin);
        if (comment.isBlank()) {
            return "{\"" + OURS + "\":" + ours + "}";
        }
        JsonNode object = object(comment);
        if (object == null) {
            return comment.contains("{\"" + OURS + "\":")
                    ? comment
                    : comment + " {\"" + OURS + "\":" + ours + "}";
        }
        if (object.has(OURS)) {
            return comment;
        }
        int end = comment.lastIndexOf('}');
        return comment.substring(0, end)
                + (object.isEmpty() ? "\"" : ",\"")
                + OURS
                + "\":"
                + ours
                + comment.substring(end);
    }

    private static String orEmpty(@Nullable String value) {
        return value == null ? "" : value;
    }
}
