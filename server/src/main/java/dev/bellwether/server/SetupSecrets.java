package dev.bellwether.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;

/// Where the secrets of a set-up are read that stand in it as `env:NAME` or `file:PATH`.
sealed interface SetupSecrets {
    /// What came of it.
    sealed interface Outcome {
        record Read(String value) implements Outcome {}

        /// @param why in words that follow the reference
        record Missing(String why) implements Outcome {}
    }

    /// @param text a reference, or the secret itself
    Outcome read(String text);

    /// The machine on which `apply` was called.
    record OfThisMachine(Map<String, String> environment) implements SetupSecrets {
        @Override
        public Outcome read(String text) {
            if (text.startsWith("env:")) {
                String value = environment.get(text.substring("env:".length()));
                return value == null
                        ? new Outcome.Missing("is not in the environment")
                        : new Outcome.Read(value);
            }
            if (text.startsWith("file:")) {
                try {
                    Path file = Path.of(text.substring("file:".length()));
                    return new Outcome.Read(Files.readString(file).strip());
                } catch (IOException e) {
                    return new Outcome.Missing("cannot be read: " + Reason.of(e));
                } catch (InvalidPathException e) {
                    return new Outcome.Missing("is no path of a file");
                }
            }
            return new Outcome.Read(text);
        }
    }

    /// Nowhere: who pastes into the console sees nothing of the server's machine.
    record Nowhere() implements SetupSecrets {
        @Override
        public Outcome read(String text) {
            return text.startsWith("env:") || text.startsWith("file:")
                    ? new Outcome.Missing(
                            "is read only by `bellwether apply`, on your machine; here write the"
                                    + " secret itself, or (kept)")
                    : new Outcome.Read(text);
        }
    }
}
