package dev.bellwether.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Debian's Prometheus with blackbox_exporter and Alertmanager, wired as their manuals say: each
/// target is scraped through the exporter, a rule watches `probe_success`, each alert is a group of
/// its own that waits for no other.
final class RivalPrometheus implements AutoCloseable {
    /// How they are tuned.
    ///
    /// @param slack the rule's `for`: how long a failure must last; 0 fires on one failed probe
    /// @param evaluation seconds between two looks at the rule
    record Tuning(String name, int slack, int evaluation) {}

    private final List<Process> processes = new ArrayList<>();

    RivalPrometheus(
            Path directory,
            int targets,
            Targets farm,
            int interval,
            Tuning tuning,
            String webhook,
            Programs programs)
            throws IOException {
        Files.createDirectories(directory);
        int blackbox = freePort();
        int alertmanager = freePort();
        int prometheus = freePort();
        Files.writeString(
                directory.resolve("blackbox.yml"),
                """
                modules:
                  http_2xx:
                    prober: http
                    timeout: 10s
                    http:
                      preferred_ip_protocol: ip4
                """);
        Files.writeString(
                directory.resolve("alertmanager.yml"),
                """
                route:
                  receiver: hook
                  group_by: [instance]
                  group_wait: 0s
                  group_interval: 1s
                  repeat_interval: 12h
                receivers:
                  - name: hook
                    webhook_configs:
                      - url: %s
                        send_resolved: false
                """
                        .formatted(webhook));
        Files.writeString(
                directory.resolve("rules.yml"),
                """
                groups:
                  - name: targets
                    rules:
                      - alert: TargetDown
                        expr: probe_success == 0
                        for: %ds
                """
                        .formatted(tuning.slack()));
        Files.writeString(
                directory.resolve("targets.json"),
                IntStream.range(0, targets)
                        .mapToObj(i -> "\"" + farm.address(i) + "\"")
                        .collect(Collectors.joining(",\n", "[{\"targets\": [", "]}]")));
        Files.writeString(
                directory.resolve("prometheus.yml"),
                """
                global:
                  scrape_interval: %1$ds
                  scrape_timeout: %2$ds
                  evaluation_interval: %3$ds
                rule_files: [rules.yml]
                alerting:
                  alertmanagers:
                    - static_configs:
                        - targets: ["127.0.0.1:%4$d"]
                scrape_configs:
                  - job_name: blackbox
                    metrics_path: /probe
                    params:
                      module: [http_2xx]
                    file_sd_configs:
                      - files: [targets.json]
                    relabel_configs:
                      - source_labels: [__address__]
                        target_label: __param_target
                      - source_labels: [__param_target]
                        target_label: instance
                      - target_label: __address__
                        replacement: 127.0.0.1:%5$d
                """
                        .formatted(
                                interval,
                                Math.min(interval, 10),
                                tuning.evaluation(),
                                alertmanager,
                                blackbox));
        start(
                directory,
                List.of(
                        programs.blackbox(),
                        "--config.file=blackbox.yml",
                        "--web.listen-address=127.0.0.1:" + blackbox,
                        "--log.level=error"));
        start(
                directory,
                List.of(
                        programs.alertmanager(),
                        "--config.file=alertmanager.yml",
                        "--storage.path=alerts",
                        "--cluster.listen-address=",
                        "--web.listen-address=127.0.0.1:" + alertmanager,
                        "--log.level=error"));
        start(
                directory,
                List.of(
                        programs.prometheus(),
                        "--config.file=prometheus.yml",
                        "--storage.tsdb.path=metrics",
                        "--web.listen-address=127.0.0.1:" + prometheus,
                        "--log.level=error"));
    }

    /// Where Debian puts the three.
    record Programs(String prometheus, String blackbox, String alertmanager) {}

    List<ProcessMeter> meters() {
        return processes.stream().map(process -> new ProcessMeter(process.pid())).toList();
    }

    private void start(Path directory, List<String> command) throws IOException {
        processes.add(
                new ProcessBuilder(command)
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve(processes.size() + ".log").toFile())
                        .start());
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        processes.forEach(Process::destroy);
        processes.forEach(process -> process.onExit().join());
    }
}
