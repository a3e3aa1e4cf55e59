package dev.bellwether.watch;

import dev.bellwether.store.JsonFault;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A place in a JSON document and what must hold there: `$.status == "ok"`, `$.queue[0].length <
/// 100`, `$.checks['db'].up`.
///
/// A path is `$` and steps: `.name`, `['name']`, `[0]`, `[-1]` (from the end), and `.length` for
/// what has one. Comparisons are `==`, `!=`, `<`, `<=`, `>`, `>=` and `contains`, with a string in
/// quotes, a number, `true`, `false` or `null` on the right. Without a comparison the place must
/// exist and be neither null nor false.
record JsonRule(String text, List<Step> steps, Optional<Comparison> comparison) {
    private static final int LONGEST = 500;
    private static final int DEEPEST = 64;
    private static final int SHOWN = 60;
    private static final Pattern STEP =
            Pattern.compile(
                    "\\.([\\p{L}_$@-][\\p{L}\\p{N}_$@-]*)|\\[(-?[0-9]{1,9})]|\\['([^']*)']|\\[\"([^\"]*)\"]");
    private static final Pattern COMPARISON =
            Pattern.compile("\\s*(==|!=|<=|>=|<|>|contains(?=[\\s'\"]))\\s*(.+?)\\s*");
    private static final JsonMapper MAPPER =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(100)
                                                    .maxNumberLength(400)
                                                    .build())
                                    .build())
                    .build();

    sealed interface Step {
        record Member(String name) implements Step {}

        record Element(int index) implements Step {}
    }

    /// @param value what stands on the right
    record Comparison(String operator, JsonNode value) {}

    /// @throws IllegalArgumentException quoting the text and saying what is wrong with it
    static JsonRule parse(String text) {
        String rule = text.strip();
        if (!rule.startsWith("$") || rule.length() > LONGEST) {
            throw wrong(text);
        }
        var steps = new ArrayList<Step>();
        Matcher step = STEP.matcher(rule);
        int at = 1;
        while (step.find(at) && step.start() == at) {
            steps.add(step(step));
            at = step.end();
        }
        if (steps.size() > DEEPEST) {
            throw wrong(text);
        }
        String rest = rule.substring(at);
        if (rest.isBlank()) {
            return new JsonRule(rule, List.copyOf(steps), Optional.empty());
        }
        Matcher comparison = COMPARISON.matcher(rest);
        if (!comparison.matches()) {
            throw wrong(text);
        }
        JsonNode value = literal(text, comparison.group(2));
        boolean ordered =
                comparison.group(1).startsWith("<") || comparison.group(1).startsWith(">");
        if (ordered && !value.isNumber() && !value.isString()) {
            throw wrong(text);
        }
        return new JsonRule(
                rule, List.copyOf(steps), Optional.of(new Comparison(comparison.group(1), value)));
    }

    /// What fails, with the value that was found; empty when the rule holds.
    Optional<String> failure(String body) {
        JsonNode node;
        try {
            node = MAPPER.readTree(body);
        } catch (JacksonException _) {
            return Optional.of("the body is not JSON. " + JsonFault.of(body));
        }
        node = place(node);
        if (comparison.isEmpty()) {
            boolean holds = !node.isMissingNode() && !node.isNull() && !isFalse(node);
            return holds ? Optional.empty() : Optional.of(show(node) + " at " + text);
        }
        Comparison wanted = comparison.get();
        return holds(node, wanted)
                ? Optional.empty()
                : Optional.of(show(node) + " does not satisfy " + text);
    }

    /// What stands there; a missing node when nothing does.
    JsonNode place(JsonNode root) {
        JsonNode node = root;
        for (Step step : steps) {
            node = descend(node, step);
        }
        return node;
    }

    private static boolean isFalse(JsonNode node) {
        return node.isBoolean() && !node.booleanValue();
    }

    private static JsonNode descend(JsonNode node, Step step) {
        return switch (step) {
            case Step.Member(String name) -> {
                JsonNode member = node.path(name);
                if (!member.isMissingNode() || !name.equals("length")) {
                    yield member;
                }
                yield node.isContainer()
                        ? MAPPER.getNodeFactory().numberNode(node.size())
                        : node.isString()
                                ? MAPPER.getNodeFactory().numberNode(node.stringValue().length())
                                : member;
            }
            case Step.Element(int index) -> node.path(index < 0 ? node.size() + index : index);
        };
    }

    private static boolean holds(JsonNode found, Comparison wanted) {
        if (found.isMissingNode()) {
            return wanted.operator().equals("!=");
        }
        JsonNode value = wanted.value();
        return switch (wanted.operator()) {
            case "==" -> isSame(found, value);
            case "!=" -> !isSame(found, value);
            case "contains" -> contains(found, value);
            default -> {
                Optional<Integer> order = order(found, value);
                yield order.isPresent() && inOrder(wanted.operator(), order.get());
            }
        };
    }

    private static boolean inOrder(String operator, int order) {
        return switch (operator) {
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            default -> order >= 0;
        };
    }

    private static boolean isSame(JsonNode found, JsonNode value) {
        return found.isNumber() && value.isNumber()
                ? found.decimalValue().compareTo(value.decimalValue()) == 0
                : found.equals(value);
    }

    private static boolean contains(JsonNode found, JsonNode value) {
        if (found.isString() && value.isString()) {
            return found.stringValue().contains(value.stringValue());
        }
        for (int i = 0; found.isArray() && i < found.size(); i++) {
            if (isSame(found.path(i), value)) {
                return true;
            }
        }
        return false;
    }

    private static Optional<Integer> order(JsonNode found, JsonNode value) {
        if (value.isString()) {
            return found.isString()
                    ? Optional.of(found.stringValue().compareTo(value.stringValue()))
                    : Optional.empty();
        }
        if (found.isNumber()) {
            return Optional.of(found.decimalValue().compareTo(value.decimalValue()));
        }
        // Many services write their numbers as strings.
        if (found.isString() && found.stringValue().matches("-?[0-9]{1,30}(\\.[0-9]{1,30})?")) {
            return Optional.of(new BigDecimal(found.stringValue()).compareTo(value.decimalValue()));
        }
        return Optional.empty();
    }

    private static Step step(Matcher matched) {
        if (matched.group(1) != null) {
            return new Step.Member(matched.group(1));
        }
        if (matched.group(2) != null) {
            return new Step.Element(Integer.parseInt(matched.group(2)));
        }
        return new Step.Member(matched.group(3) != null ? matched.group(3) : matched.group(4));
    }

    private static JsonNode literal(String text, String value) {
        boolean single = value.length() > 1 && value.startsWith("'") && value.endsWith("'");
        if (single) {
            return MAPPER.getNodeFactory().stringNode(value.substring(1, value.length() - 1));
        }
        try {
            JsonNode node = MAPPER.readTree(value);
            if (node.isValueNode() && !node.isMissingNode()) {
                return node;
            }
        } catch (JacksonException e) {
            throw wrong(text);
        }
        throw wrong(text);
    }

    private static String show(JsonNode node) {
        return node.isMissingNode() ? "nothing" : shown(node.toString());
    }

    private static String shown(String value) {
        return value.length() <= SHOWN ? value : value.substring(0, SHOWN) + "…";
    }

    private static IllegalArgumentException wrong(String text) {
        return new IllegalArgumentException(
                "'"
                        + text
                        + "' is not a path and a comparison such as $.status == \"ok\" or"
                        + " $.queue.length < 100");
    }
}
