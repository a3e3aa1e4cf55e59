package dev.bellwether.bed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/// The files that Debian's `clickhouse-server` (18.16.1) is started with, all in one folder.
final class DebianConfig {
    private DebianConfig() {}

    /// @return the file to start with
    static Path write(Path folder, Map<String, String> profile, int http, int tcp)
            throws IOException {
        Files.createDirectories(folder);
        var settings = new StringBuilder("<max_threads>2</max_threads>");
        new TreeMap<>(profile)
                .forEach((name, value) ->
                        settings.append("<%1$s>%2$s</%1$s>".formatted(name, value)));
        Files.writeString(
                folder.resolve("users.xml"),
                """
                <yandex>
                  <profiles><default>%s</default></profiles>
                  <users><default><password></password><networks><ip>::/0</ip></networks>
                    <profile>default</profile><quota>default</quota></default></users>
                  <quotas><default></default></quotas>
                </yandex>
                """
                        .formatted(settings));
        Path config = folder.resolve("config.xml");
        Files.writeString(
                config,
                """
                <yandex>
                  <logger><level>warning</level><log>%1$s/log</log><errorlog>%1$s/err</errorlog></logger>
                  <http_port>%2$d</http_port><tcp_port>%3$d</tcp_port>
                  <listen_host>127.0.0.1</listen_host>
                  <path>%1$s/data/</path><tmp_path>%1$s/tmp/</tmp_path>
                  <users_config>%1$s/users.xml</users_config>
                  <mark_cache_size>16777216</mark_cache_size>
                  <default_profile>default</default_profile>
                  <default_database>default</default_database>
                </yandex>
                """
                        .formatted(folder, http, tcp));
        return config;
    }
}
