package dev.bellwether.experiment;

import dev.bellwether.model.InvalidInput;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Rules and values of flags as people type them, in the JSON that the API takes. Pure.
public final class FlagText {
    private static final JsonMapper PLAIN = new JsonMapper();
    private static final int LONGEST = 1 << 20;

    private FlagText() {}

    /// Over several lines.
    public static String write(List<Rule> rules) {
        return rules.isEmpty() ? "[]" : SetJson.pretty(rules);
    }

    /// @param field that the problem is told of
    /// @throws InvalidInput naming the line where the text is no JSON, or the part that is no rule
    public static List<Rule> rules(String text, String field) {
        if (text.isBlank()) {
            return List.of();
        }
        if (text.length() > LONGEST) {
            throw new InvalidInput(field, "has more than " + LONGEST + " characters");
        }
        JsonNode tree;
        try {
            tree = PLAIN.readTree(text);
        } catch (StreamReadException e) {
            throw new InvalidInput(
                    field,
                    "line "
                            + e.getLocation().getLineNr()
                            + ", column "
                            + e.getLocation().getColumnNr()
                            + ": this is no JSON; look there for a comma, a bracket or a quotation"
                            + " mark");
        } catch (JacksonException e) {
            throw new InvalidInput(field, "this is no JSON: " + e.getOriginalMessage());
        }
        if (!tree.isArray()) {
            throw new InvalidInput(field, "rules are a list: put them into [ ]");
        }
        List<Rule> rules = new ArrayList<>();
        for (int i = 0; i < tree.size(); i++) {
            rules.add(rule(tree.get(i), field, i));
        }
        return rules;
    }

    private static Rule rule(JsonNode node, String field, int at) {
        try {
            return SetJson.strict(withDefaults(node), Rule.class);
        } catch (DatabindException e) {
            String place =
                    e.getPath().stream()
                            .map(FlagText::step)
                            .filter(step -> !step.isEmpty())
                            .collect(Collectors.joining("."));
            throw new InvalidInput(
                    field,
                    "rule "
                            + (at + 1)
                            + (place.isEmpty() ? "" : ", '" + place + "'")
                            + ": "
                            + why(e)
                            + "; the guide to flags says what a rule has");
        } catch (JacksonException | IllegalArgumentException e) {
            throw new InvalidInput(field, "rule " + (at + 1) + ": " + e.getMessage());
        }
    }

    private static String step(JacksonException.Reference step) {
        return step.getPropertyName() != null
                ? step.getPropertyName()
                : step.getIndex() >= 0 ? "" + (step.getIndex() + 1) : "";
    }

    private static String why(DatabindException e) {
        if (e instanceof UnrecognizedPropertyException unknown) {
            return "there is no '" + unknown.getPropertyName() + "' here";
        }
        String why = firstLine(e.getOriginalMessage());
        return why.startsWith("Null value") ? "it is missing" : why;
    }

    private static String firstLine(@Nullable String text) {
        return text == null ? "it cannot be read" : text.lines().findFirst().orElse("");
    }

    /// What the API fills in too.
    private static JsonNode withDefaults(JsonNode node) {
        if (node instanceof ObjectNode rule) {
            var filled = rule.deepCopy();
            if (!filled.has("when")) {
                filled.set(
                        "when",
                        PLAIN.readTree(SetJson.write(Condition.EVERYBODY, Condition.class)));
            }
            if (!filled.has("window")) {
                filled.set("window", PLAIN.readTree(SetJson.write(Window.ALWAYS)));
            }
            return filled;
        }
        return node;
    }

    /// As one types it: a text that reads as nothing else stands bare, all else is JSON.
    public static String write(Value value) {
        return value instanceof Value.Text(String text)
                        && !text.isEmpty()
                        && text.equals(text.strip())
                        && !isJson(text)
                ? text
                : PLAIN.writeValueAsString(PlainValue.of(value));
    }

    /// A truth, a figure, a list or a structure where it is one; in quotation marks, a text in any
    /// case; else the text itself.
    ///
    /// @throws InvalidInput when it begins as JSON and is none
    public static Value value(String typed, String field) {
        String text = typed.strip();
        if (!isJson(text)) {
            return new Value.Text(text);
        }
        try {
            return PlainValue.in(PLAIN.readTree(text)).orElseThrow(() -> wrong(text, field));
        } catch (JacksonException e) {
            throw wrong(text, field);
        }
    }

    private static boolean isJson(String text) {
        return text.matches("(?s)[\\[{\"].*|true|false|-?\\d+(\\.\\d+)?([eE]-?\\d+)?");
    }

    private static InvalidInput wrong(String text, String field) {
        return new InvalidInput(
                field,
                Faults.quoted(text)
                        + " is no JSON; a text that begins like this stands in quotation marks");
    }
}
