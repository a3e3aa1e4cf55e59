package dev.bellwether.watch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Payloads of our own making in the shapes that real pages have.
final class Recorded {
    private Recorded() {}

    static String page(String file) {
        try (var in = Recorded.class.getResourceAsStream("pages/" + file)) {
            if (in == null) {
                throw new IllegalStateException("There is no payload " + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ProviderReading read(ProviderReader reader, String... files) {
        return reader.read(
                Answers.of(Arrays.stream(files).map(Recorded::page).toArray(String[]::new)));
    }

    static ProviderComponent part(ProviderReading reading, String id) {
        return reading.components().stream()
                .filter(c -> c.id().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
