package dev.bellwether.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A process that is killed (SIGKILL) while it takes events and brings them into the tables: each
/// event that was acknowledged is there, and none is there twice, also when all are sent again.
class WhatWasAcknowledgedSurvivesAKillTest {
    private static final Instant NOW = Instant.parse("2026-05-07T00:00:00Z");

    @TempDir Path directory;

    @Test
    void eachAcknowledgedEventIsThereOnce() throws Exception {
        var acknowledged = new ArrayList<String>();
        for (int life = 0; life < 3; life++) {
            acknowledged.addAll(live("life" + life, 60 + 90 * life));
        }
        List<Event> expected =
                acknowledged.stream()
                        .flatMap(batch -> TakesUntilKilled.events(batch).stream())
                        .toList();
        try (var store = EventStore.open(EventSettings.in(directory), () -> NOW)) {
            check(store, expected);
            acknowledged.forEach(
                    batch -> store.take(TakesUntilKilled.SHOP, TakesUntilKilled.events(batch)));
            store.apply();
            check(store, expected);
            assertThat(store.health().repeated()).isGreaterThanOrEqualTo(expected.size());
        }
    }

    private static void check(EventStore store, List<Event> expected) {
        List<Event> there = store.latest(TakesUntilKilled.SHOP, 1_000_000);
        assertThat(there).extracting(Event::id).doesNotHaveDuplicates();
        assertThat(new java.util.HashSet<>(there).containsAll(expected)).isTrue();
    }

    /// @return its first `batches` acknowledgements; it is killed then, among those that follow
    private List<String> live(String name, int batches) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx128m",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                TakesUntilKilled.class.getName(),
                                directory.toString(),
                                name)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        var said = new ArrayList<String>();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            while (said.size() < batches) {
                String line = lines.readLine();
                assertThat(line).as("it lives until it is killed").isNotNull();
                if (line.startsWith(name)) {
                    said.add(line);
                }
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
        return said;
    }
}
