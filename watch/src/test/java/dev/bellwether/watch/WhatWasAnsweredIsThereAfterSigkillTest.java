package dev.bellwether.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.IntegrationId;
import dev.bellwether.model.Job;
import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.TestStore;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Whatever a sender was answered for is decided after a SIGKILL, in the order in which it was
/// said.
class WhatWasAnsweredIsThereAfterSigkillTest {
    private static final int ANSWERED = 300;

    private final Set<String> triggered = new HashSet<>();
    private final Set<String> resolved = new HashSet<>();
    private IntegrationId sender = new IntegrationId("none");

    @OnEachStore
    void everyEventThatWasAnsweredIsDecidedAndInOrder(TestStore test) throws Exception {
        sendUntilKilled(test);
        var inbound = new Inbound(test.store(), TestProbes.SECRETS, test.clock());
        Integration integration = inbound.integrations().get(AcceptsUntilKilled.ACME, sender);
        List<Job> jobs = inbound.jobs();
        long before;
        do {
            before = test.store().journal().head();
            test.clock().move(Duration.ofSeconds(1));
            jobs.forEach(job -> job.run(test.clock().instant()));
        } while (test.store().journal().head() != before);

        assertThat(triggered).hasSizeGreaterThan(ANSWERED / 2);
        for (String key : triggered) {
            boolean ends = Integer.parseInt(key.substring(key.indexOf('-') + 1)) % 2 == 0;
            // What was said and not answered may have come or not.
            if (!ends || resolved.contains(key)) {
                assertThat(inbound.open(integration, key).isPresent()).as(key).isEqualTo(!ends);
            }
        }
    }

    private void sendUntilKilled(TestStore test) throws Exception {
        var settings = test.settings();
        Process child =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty(
                                        "surefire.test.class.path",
                                        System.getProperty("java.class.path")),
                                AcceptsUntilKilled.class.getName(),
                                settings.url(),
                                settings.user().orElse(""),
                                settings.password().orElse(""))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try (var out =
                new BufferedReader(
                        new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
            String line;
            while ((line = out.readLine()) != null) {
                heard(line);
                if (triggered.size() + resolved.size() == ANSWERED) {
                    // Through its handle, which leaves what it said still to be read.
                    child.toHandle().destroyForcibly();
                }
            }
        }
        assertThat(child.waitFor()).as("killed").isNotZero();
    }

    private void heard(String line) {
        String[] words = line.split(" ", -1);
        if (words.length != 2 || !line.endsWith(".")) {
            return;
        }
        String name = words[1].substring(0, words[1].length() - 1);
        switch (words[0]) {
            case "sender" -> sender = new IntegrationId(name);
            case "triggered" -> triggered.add(name);
            case "resolved" -> resolved.add(name);
            default -> {}
        }
    }
}
