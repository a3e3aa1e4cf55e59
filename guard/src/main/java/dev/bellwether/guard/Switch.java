package dev.bellwether.guard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// What people have switched, as it holds now; kept in a file, so that a block outlives a restart
/// of the guard. Safe for several threads.
final class Switch {
    private static final Logger LOG = LoggerFactory.getLogger(Switch.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Optional<Path> file;
    private volatile Controls controls;

    /// @param standard when nobody has switched anything yet
    Switch(Optional<Path> folder, Controls.Mode standard) {
        this.file = folder.map(path -> path.resolve("controls.json"));
        this.controls = file.flatMap(Switch::read).orElse(Controls.FULL.switched(standard));
        if (controls.mode() != standard || controls.draining()) {
            LOG.info(
                    "The guard is {}{}, as it was switched before its start",
                    controls.mode(),
                    controls.draining() ? " and drained" : "");
        }
    }

    private static Optional<Controls> read(Path file) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(Files.readString(file), Controls.class));
        } catch (IOException | JacksonException | IllegalArgumentException e) {
            LOG.warn(
                    "{} cannot be read, and what was switched before is forgotten: {}",
                    file,
                    e.getMessage());
            return Optional.empty();
        }
    }

    Controls now() {
        return controls;
    }

    /// @throws IllegalArgumentException when the change is none that may be
    synchronized Controls change(UnaryOperator<Controls> by) {
        Controls next = by.apply(controls);
        if (!next.equals(controls)) {
            controls = next;
            file.ifPresent(path -> write(path, next));
        }
        return next;
    }

    private static void write(Path file, Controls controls) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Path fresh = file.resolveSibling(file.getFileName() + ".new");
            Files.writeString(fresh, JSON.writeValueAsString(controls));
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.warn(
                    "What was switched holds until the guard ends only: {}: {}",
                    file,
                    e.toString());
        }
    }
}
