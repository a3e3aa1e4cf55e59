package dev.bellwether.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/// A set-up as YAML: into the document that the API takes, with the line of each field, and back.
/// Secrets may stand as `env:NAME` or `file:PATH`, and are read here: the server never sees more of
/// this machine.
final class SetupFile {
    private static final int MOST_BYTES = 5 << 20;
    private static final int MOST_NODES = 500_000;
    private static final int DEEPEST = 30;
    private static final JsonMapper JSON = new JsonMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Pattern SECRET =
            Pattern.compile(
                    "checks\\[\\d+]\\.spec\\.(headers\\..+|body|token)"
                            + "|policies\\[\\d+]\\.steps\\[\\d+]\\.targets\\[\\d+]\\.url"
                            + "|pages\\[\\d+]\\.access\\.newPassword");

    private final String file;
    private final SetupSecrets secrets;
    private final Map<String, Integer> lines = new HashMap<>();
    private final List<String> missing = new ArrayList<>();
    private final JsonNode document;
    private int nodes;

    /// @throws Refusal when it cannot be read, or with every secret that cannot
    SetupFile(Path file, Map<String, String> environment) {
        this(file.toString(), text(file), new SetupSecrets.OfThisMachine(environment));
    }

    /// @param name as it is told in problems
    /// @throws Refusal when it is no YAML, or with every secret that cannot be read
    SetupFile(String name, String text, SetupSecrets secrets) {
        this.file = name;
        this.secrets = secrets;
        try {
            var settings =
                    LoadSettings.builder()
                            .setLabel(name)
                            .setMaxAliasesForCollections(10)
                            .setCodePointLimit(MOST_BYTES)
                            .build();
            Node root =
                    new Compose(settings)
                            .composeString(text)
                            .orElseThrow(() -> new Refusal(name + ": is empty"));
            this.document = json(root, "", 0);
        } catch (YamlEngineException e) {
            throw new Refusal(name + ": is not YAML: " + e.getMessage());
        }
        if (!missing.isEmpty()) {
            throw new Refusal(String.join("\n", missing));
        }
    }

    private static String text(Path file) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new Refusal(file + ": is larger than 5 MB");
            }
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new Refusal(file + ": cannot be read: " + Reason.of(e));
        }
    }

    String document() {
        return document.toString();
    }

    JsonNode json() {
        return document;
    }

    /// `file:12`, for a field as the API names it; the nearest around it when it is not there.
    String where(String field) {
        String at = field;
        while (!lines.containsKey(at)) {
            int cut = Math.max(at.lastIndexOf('.'), at.lastIndexOf('['));
            at = cut < 0 ? "" : at.substring(0, cut);
        }
        return file + ":" + lines.get(at);
    }

    /// @param document of the API
    static String yaml(String document) {
        Object plain = JSON.treeToValue(withoutNulls(JSON.readTree(document)), Object.class);
        var settings =
                DumpSettings.builder().setDefaultFlowStyle(FlowStyle.BLOCK).setWidth(100).build();
        return """
        # The set-up of a Bellwether organization; `bellwether apply` reads it.
        # Covers: own providers, schedules, policies, services with what they depend on, what is
        # merely followed, checks, integrations, routing, templates, pages.
        # A section that is left out is not touched. '(kept)' stands for a secret that stays
        # as it is; env:NAME or file:PATH gives one. Not covered: people, places, overrides,
        # keys of integrations, subscribers, applications, maintenance.
        """
                + new Dump(settings).dumpToString(plain);
    }

    private static JsonNode withoutNulls(JsonNode node) {
        if (node.isObject()) {
            var object = NODES.objectNode();
            node.properties().stream()
                    .filter(entry -> !entry.getValue().isNull())
                    .forEach(entry -> object.set(entry.getKey(), withoutNulls(entry.getValue())));
            return object;
        }
        if (node.isArray()) {
            var array = NODES.arrayNode();
            node.forEach(item -> array.add(withoutNulls(item)));
            return array;
        }
        return node;
    }

    private JsonNode json(Node node, String path, int depth) {
        int line = node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
        lines.putIfAbsent(path, line);
        if (depth > DEEPEST || ++nodes > MOST_NODES) {
            throw new Refusal(file + ":" + line + ": is nested too deep or has too many values");
        }
        return switch (node) {
            case MappingNode mapping -> {
                var object = NODES.objectNode();
                for (NodeTuple entry : mapping.getValue()) {
                    if (!(entry.getKeyNode() instanceof ScalarNode key)) {
                        throw new Refusal(file + ":" + line + ": a key is plain text");
                    }
                    String at = path.isEmpty() ? key.getValue() : path + "." + key.getValue();
                    key.getStartMark().ifPresent(mark -> lines.put(at, mark.getLine() + 1));
                    object.set(key.getValue(), json(entry.getValueNode(), at, depth + 1));
                }
                yield object;
            }
            case SequenceNode list -> {
                var array = NODES.arrayNode();
                for (Node item : list.getValue()) {
                    array.add(json(item, path + "[" + array.size() + "]", depth + 1));
                }
                yield array;
            }
            case ScalarNode scalar -> scalar(scalar, path);
            default -> throw new Refusal(file + ":" + line + ": is not a value");
        };
    }

    private JsonNode scalar(ScalarNode scalar, String path) {
        String text = scalar.getValue();
        if (scalar.getTag().equals(Tag.NULL)) {
            return NODES.nullNode();
        }
        if (scalar.getTag().equals(Tag.BOOL)) {
            return NODES.booleanNode(Boolean.parseBoolean(text));
        }
        if (scalar.getTag().equals(Tag.INT) && text.matches("-?\\d{1,18}")) {
            return NODES.numberNode(Long.parseLong(text));
        }
        if (scalar.getTag().equals(Tag.FLOAT) && text.matches("-?[0-9.eE+-]{1,30}")) {
            return NODES.numberNode(Double.parseDouble(text));
        }
        return NODES.stringNode(SECRET.matcher(path).matches() ? secret(text, path) : text);
    }

    private String secret(String text, String path) {
        return switch (secrets.read(text)) {
            case SetupSecrets.Outcome.Read(var value) -> value;
            case SetupSecrets.Outcome.Missing(var why) -> {
                missing.add(where(path) + ": " + path + ": '" + text + "' " + why);
                yield "";
            }
        };
    }
}
