package dev.bellwether.server;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// `--config`, for every command that needs the configuration.
final class ConfigOption {
    private static final Path STANDARD = Path.of("bellwether.yaml");

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Configuration file (default: ./bellwether.yaml when it is there)")
    @Nullable Path file;

    /// @throws BadConfiguration with every problem
    Configuration load() {
        return load(Map.of());
    }

    /// @param said on the command line, by key
    Configuration load(Map<String, Located> said) {
        return Configuration.load(file(), System.getenv(), said);
    }

    /// The settings; the log is set up as they say, so that a command's own words are not lost
    /// among those of libraries.
    Settings settings() {
        return settings(Map.of());
    }

    /// @param said on the command line, by key
    Settings settings(Map<String, Located> said) {
        Settings settings = Settings.of(load(said));
        LogSetup.apply(settings.log());
        return settings;
    }

    /// Which file is read, for people, in one line.
    String says() {
        return file().map(path -> "read from " + path.toAbsolutePath().normalize())
                .orElseGet(() ->
                        "no file was read: there is no "
                                + STANDARD.toAbsolutePath().normalize()
                                + ", and neither --config nor BELLWETHER_CONFIG names one");
    }

    private Optional<Path> file() {
        Map<String, String> environment = System.getenv();
        if (file != null) {
            return Optional.of(file);
        }
        String named = environment.get("BELLWETHER_CONFIG");
        if (named != null) {
            return Optional.of(Path.of(named));
        }
        return Files.exists(STANDARD) ? Optional.of(STANDARD) : Optional.empty();
    }
}
