package dev.bellwether.server;

import dev.bellwether.watch.ListedProvider;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The values of all settings: from the environment, else from the file, else their defaults. Made
/// only when all of them are right.
final class Configuration {
    /// Variables with our prefix that are not settings: the launcher's.
    private static final Set<String> NOT_SETTINGS =
            Set.of(
                    "BELLWETHER_JAVA_OPTS",
                    "BELLWETHER_CONFIG",
                    "BELLWETHER_URL",
                    "BELLWETHER_TOKEN");

    private final Map<Setting<?>, Object> values = new HashMap<>();
    private final Map<Setting<?>, Located> origins = new HashMap<>();
    private final List<String> problems = new ArrayList<>();

    private List<ListedProvider> providers = List.of();

    private Configuration() {}

    /// @throws BadConfiguration with every problem at once
    static Configuration load(Optional<Path> file, Map<String, String> environment) {
        return load(file, environment, Map.of());
    }

    /// @param said on the command line, by key; wins over all
    static Configuration load(
            Optional<Path> file, Map<String, String> environment, Map<String, Located> said) {
        var configuration = new Configuration();
        configuration.take(file, environment, said);
        if (!configuration.problems.isEmpty()) {
            configuration.problems.sort(Configuration::byPlace);
            throw new BadConfiguration(configuration.problems);
        }
        return configuration;
    }

    @SuppressWarnings("unchecked") // take() put what the setting's own kind parsed
    <T> T get(Setting<T> setting) {
        return (T) Objects.requireNonNull(values.get(setting));
    }

    /// Each setting with its value as text and where it comes from; secrets hidden.
    String effective() {
        var text = new StringBuilder();
        for (Setting<?> setting : Keys.ALL) {
            Located origin = origins.get(setting);
            String value = origin == null ? setting.standard() : origin.text();
            if (setting.secret() && !value.isEmpty() && !isReference(value)) {
                value = "(hidden)";
            }
            text.append(setting.key())
                    .append(": ")
                    .append(value.isEmpty() ? "(none)" : value)
                    .append(origin == null ? "" : "    # " + origin.where())
                    .append('\n');
        }
        return text + ProvidersSection.effective(providers);
    }

    /// The providers that the file lists.
    List<ListedProvider> providers() {
        return providers;
    }

    private void take(
            Optional<Path> file, Map<String, String> environment, Map<String, Located> said) {
        ConfigFile.Content content =
                file.map(path -> ConfigFile.read(path, problems)).orElse(ConfigFile.Content.NONE);
        Map<String, Located> given = content.values();
        providers = ProvidersSection.bind(content.items(), problems);
        refuseUnknown(given, environment);
        for (Setting<?> setting : Keys.ALL) {
            Located origin = given.get(setting.key());
            String variable = environment.get(setting.variable());
            if (variable != null) {
                origin = new Located(variable, setting.variable());
            }
            origin = said.getOrDefault(setting.key(), origin);
            if (origin != null) {
                origins.put(setting, origin);
            }
            bind(setting, origin, environment);
        }
        problems.addAll(EventKeys.incomplete(values));
        problems.addAll(ChannelKeys.incomplete(values));
        problems.addAll(GuardKeys.incomplete(values));
    }

    private void bind(
            Setting<?> setting, @Nullable Located origin, Map<String, String> environment) {
        String text = origin == null ? setting.standard() : origin.text();
        if (setting.secret() && origin != null) {
            text = dereference(setting, origin, environment);
        }
        try {
            values.put(setting, setting.kind().parse().apply(text));
        } catch (RuntimeException e) {
            String shown = setting.secret() ? "(hidden)" : "'" + text + "'";
            problems.add(
                    "%s: %s: %s is not %s"
                            .formatted(
                                    origin == null ? "default" : origin.where(),
                                    setting.key(),
                                    shown,
                                    setting.kind().allowed()));
        }
    }

    private static boolean isReference(String text) {
        return text.startsWith("env:") || text.startsWith("file:");
    }

    private String dereference(
            Setting<?> setting, Located origin, Map<String, String> environment) {
        String text = origin.text();
        if (text.startsWith("env:")) {
            String name = text.substring("env:".length());
            String value = environment.get(name);
            if (value == null) {
                problems.add(
                        "%s: %s: '%s' names the environment variable %s, which is not set"
                                .formatted(origin.where(), setting.key(), text, name));
            }
            return value == null ? "" : value;
        }
        if (text.startsWith("file:")) {
            try {
                return Files.readString(
                                Path.of(text.substring("file:".length())), StandardCharsets.UTF_8)
                        .strip();
            } catch (IOException | RuntimeException e) {
                problems.add(
                        "%s: %s: '%s' names a file that cannot be read: %s"
                                .formatted(
                                        origin.where(),
                                        setting.key(),
                                        text,
                                        e.getClass().getSimpleName()));
                return "";
            }
        }
        return text;
    }

    private void refuseUnknown(Map<String, Located> given, Map<String, String> environment) {
        List<String> keys =
                Stream.concat(Keys.ALL.stream().map(Setting::key), Stream.of(ProvidersSection.KEY))
                        .toList();
        given.forEach((key, origin) -> {
            if (key.equals(ProvidersSection.KEY) && !origin.text().isEmpty()) {
                problems.add(
                        origin.where()
                                + ": "
                                + key
                                + ": '"
                                + origin.text()
                                + "' is not a list of providers, each with a name and a page");
            }
            if (!keys.contains(key)) {
                problems.add(
                        origin.where()
                                + ": there is no setting '"
                                + key
                                + "'"
                                + Nearest.hint(key, keys));
            }
        });
        Set<String> named =
                Stream.concat(
                                given.values().stream().map(Located::text),
                                environment.values().stream())
                        .filter(text -> text.startsWith("env:"))
                        .map(text -> text.substring("env:".length()))
                        .collect(Collectors.toSet());
        List<String> variables = Keys.ALL.stream().map(Setting::variable).toList();
        environment.keySet().stream()
                .filter(name -> name.startsWith(Setting.PREFIX))
                .filter(name -> !variables.contains(name) && !NOT_SETTINGS.contains(name))
                .filter(name -> !named.contains(name))
                .sorted()
                .forEach(name ->
                        problems.add(
                                name
                                        + ": no setting has this variable"
                                        + Nearest.hint(name, variables)));
    }

    /// By line within a file: what a reader goes through from top to bottom.
    private static int byPlace(String one, String other) {
        return Integer.compare(line(one), line(other));
    }

    private static int line(String problem) {
        String[] parts = problem.split(":", 3);
        return parts.length > 1 && parts[1].matches("\\d{1,8}")
                ? Integer.parseInt(parts[1])
                : Integer.MAX_VALUE;
    }
}
