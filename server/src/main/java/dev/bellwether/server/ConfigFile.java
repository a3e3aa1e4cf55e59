package dev.bellwether.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// Reads a YAML file into flat keys with their lines.
final class ConfigFile {
    private static final int MOST_BYTES = 1_000_000;

    private final String name;
    private final List<String> problems;
    private final Map<String, Located> values = new HashMap<>();
    private final List<Item> items = new ArrayList<>();

    /// An entry of the one section that is a list of things.
    ///
    /// @param where its first line
    record Item(Map<String, Located> fields, String where) {}

    /// @param values of all other sections
    record Content(Map<String, Located> values, List<Item> items) {
        static final Content NONE = new Content(Map.of(), List.of());
    }

    private ConfigFile(String name, List<String> problems) {
        this.name = name;
        this.problems = problems;
    }

    /// Adds what is wrong with the file itself to `problems`.
    static Content read(Path file, List<String> problems) {
        var reader = new ConfigFile(file.getFileName().toString(), problems);
        try {
            if (Files.size(file) > MOST_BYTES) {
                problems.add(file + ": is larger than a configuration can be");
                return Content.NONE;
            }
            reader.compose(Files.readString(file, StandardCharsets.UTF_8));
        } catch (IOException e) {
            problems.add(file + ": cannot be read: " + Reason.of(e));
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
            problems.add(reader.name + ":" + line + ": is not YAML: " + e.getProblem());
        } catch (YamlEngineException e) {
            problems.add(reader.name + ": is not YAML: " + e.getMessage());
        }
        return new Content(reader.values, reader.items);
    }

    private void compose(String text) {
        var settings =
                LoadSettings.builder()
                        .setLabel(name)
                        .setAllowDuplicateKeys(true)
                        .setMaxAliasesForCollections(10)
                        .build();
        Optional<Node> root = new Compose(settings).composeString(text);
        root.ifPresent(node -> {
            switch (node) {
                case MappingNode mapping -> section("", mapping);
                case ScalarNode scalar when scalar.getValue().isEmpty() -> {}
                default -> problems.add(where(node) + ": is not a list of settings");
            }
        });
    }

    private void section(String prefix, MappingNode mapping) {
        for (NodeTuple entry : mapping.getValue()) {
            if (!(entry.getKeyNode() instanceof ScalarNode key)) {
                problems.add(where(entry.getKeyNode()) + ": a key is plain text");
                continue;
            }
            String name = prefix + key.getValue();
            switch (entry.getValueNode()) {
                case MappingNode inner -> section(name + ".", inner);
                case ScalarNode scalar -> put(name, scalar.getValue(), key);
                case SequenceNode list when name.equals(ProvidersSection.KEY) -> items(list);
                case SequenceNode list -> sequence(name, list, key);
                default -> problems.add(where(key) + ": " + name + " is not a value");
            }
        }
    }

    private void items(SequenceNode list) {
        for (Node node : list.getValue()) {
            if (!(node instanceof MappingNode mapping)) {
                problems.add(
                        where(node)
                                + ": "
                                + ProvidersSection.KEY
                                + " is a list of providers, each with a name and a page");
                continue;
            }
            var fields = new HashMap<String, Located>();
            for (NodeTuple entry : mapping.getValue()) {
                boolean isPlain =
                        entry.getKeyNode() instanceof ScalarNode
                                && entry.getValueNode() instanceof ScalarNode;
                if (!isPlain) {
                    problems.add(
                            where(entry.getKeyNode())
                                    + ": what is said of a provider is plain text");
                    continue;
                }
                String key = ((ScalarNode) entry.getKeyNode()).getValue();
                String text = ((ScalarNode) entry.getValueNode()).getValue();
                Located before = fields.put(key, new Located(text, where(entry.getKeyNode())));
                if (before != null) {
                    problems.add(
                            where(entry.getKeyNode())
                                    + ": "
                                    + key
                                    + " is given a second time, first at "
                                    + before.where());
                }
            }
            items.add(new Item(Map.copyOf(fields), where(node)));
        }
    }

    private void sequence(String name, SequenceNode list, ScalarNode key) {
        var items = new ArrayList<String>();
        for (Node item : list.getValue()) {
            if (item instanceof ScalarNode scalar) {
                items.add(scalar.getValue());
            } else {
                problems.add(where(item) + ": " + name + " is a list of plain values");
            }
        }
        put(name, items.stream().collect(Collectors.joining(",")), key);
    }

    private void put(String name, String text, ScalarNode key) {
        Located before = values.put(name, new Located(text, where(key)));
        if (before != null) {
            problems.add(
                    where(key) + ": " + name + " is set a second time, first at " + before.where());
        }
    }

    private String where(Node node) {
        return name + ":" + node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    }
}
