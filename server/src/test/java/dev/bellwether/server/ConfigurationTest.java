package dev.bellwether.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bellwether.watch.ListedProvider;
import dev.bellwether.watch.ProviderDraft;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// "A wrong configuration lists all its problems with line, value and what is allowed, and nothing
/// starts."
class ConfigurationTest {
    @TempDir Path directory;

    @Test
    void everythingIsOptional() {
        Settings settings = Settings.of(Configuration.load(Optional.empty(), Map.of()));

        assertThat(settings.server())
                .isEqualTo(new Settings.Server("0.0.0.0", 8080, "", false, "", "", ""));
        assertThat(settings.data()).isEqualTo(Path.of("./data"));
        assertThat(settings.store()).isEqualTo(new Settings.Database("", "", "", 4));
        assertThat(settings.watch())
                .isEqualTo(
                        new Settings.Watching(
                                List.of(), List.of(), "here", "", Settings.Poll.FOLLOWED, ""));
        assertThat(settings.smtp())
                .isEqualTo(
                        new Settings.Smtp(
                                "", 587, Settings.Tls.STARTTLS, "", "", 8, "bellwether@localhost"));
        assertThat(settings.limits())
                .isEqualTo(new Settings.Limits(1 << 20, 10_000, 1_000, 600, 120));
        assertThat(settings.retention()).isEqualTo(Duration.ofDays(14));
        assertThat(settings.log())
                .isEqualTo(new Settings.Logging(Settings.Level.INFO, Settings.Format.TEXT));
    }

    @Test
    void noChannelNeedsToBeSetUpAndWhatIsSetUpInPartIsTold() throws IOException {
        var none = Settings.of(Configuration.load(Optional.empty(), Map.of())).channels();
        assertThat(none.twilio())
                .isEqualTo(new ChannelConfig.Twilio("", "", "", "", "https://api.twilio.com"));
        assertThat(none.slack())
                .isEqualTo(new ChannelConfig.Slack("", "", "https://slack.com/api"));
        assertThat(none.telegram())
                .isEqualTo(new ChannelConfig.Telegram("", "", "https://api.telegram.org"));
        assertThat(none.pushover())
                .isEqualTo(new ChannelConfig.Pushover("", "https://api.pushover.net"));
        assertThat(none.ntfy()).isEqualTo(new ChannelConfig.Ntfy("https://ntfy.sh", ""));
        assertThat(none.others())
                .isEqualTo(
                        new ChannelConfig.Others(
                                "https://events.pagerduty.com", "https://api.opsgenie.com", ""));

        var bad =
                problems(
                        """
                        channels:
                          twilio:
                            account: AC0123456789
                            from: "01511234"
                          telegram:
                            webhook-secret: s3cret
                          ntfy:
                            url: ntfy.sh
                        """,
                        Map.of());
        assertThat(bad)
                .hasSize(4)
                .anyMatch(line -> line.contains(":4: channels.twilio.from: '01511234' is not"))
                .anyMatch(line -> line.contains("channels.ntfy.url: 'ntfy.sh' is not"))
                .anyMatch(line -> line.startsWith("channels.twilio.token is missing"))
                .anyMatch(line -> line.startsWith("channels.telegram.token is missing"))
                .noneMatch(line -> line.contains("s3cret"));
    }

    @Test
    void providersOfOnesOwnStandInTheFile() throws IOException {
        Path file = directory.resolve("bellwether.yaml");
        Files.writeString(
                file,
                """
                providers:
                  - name: Acme Payments Inc.
                    page: https://status.acme.example
                  - {id: cdn, name: CDN, page: "https://cdn.example/feed.atom", reader: feed, category: cdn}
                """);

        Configuration configuration = Configuration.load(Optional.of(file), Map.of());

        assertThat(Settings.of(configuration).providers())
                .containsExactly(
                        new ListedProvider(
                                "acme-payments",
                                new ProviderDraft(
                                        "Acme Payments Inc.",
                                        "https://status.acme.example",
                                        "",
                                        "")),
                        new ListedProvider(
                                "cdn",
                                new ProviderDraft(
                                        "CDN",
                                        "https://cdn.example/feed.atom",
                                        "",
                                        "cdn",
                                        "feed")));
        assertThat(configuration.effective())
                .contains("providers: file.cdn \"CDN\" https://cdn.example/feed.atom");
        assertThat(Settings.of(Configuration.load(Optional.empty(), Map.of())).providers())
                .isEmpty();
    }

    @Test
    void everyProblemOfAListedProviderIsToldWithItsLine() throws IOException {
        var bad =
                problems(
                        """
                        providers:
                          - name: One
                            page: ftp://one.example
                            reader: statuspag
                            kategory: x
                          - page: https://two.example
                          - {id: "Not This", name: Three, page: https://three.example}
                          - {name: Four, page: https://four.example, reader: feed}
                          - {name: Four, page: https://five.example, homepage: "not a domain"}
                          - plain
                        """,
                        Map.of());

        assertThat(bad).hasSize(9);
        assertThat(bad)
                .anyMatch(p -> p.contains(":3: providers: page: 'ftp://one.example' is not"))
                .anyMatch(p -> p.contains(":4: providers: reader: 'statuspag' is not one of"))
                .anyMatch(p ->
                        p.contains(
                                ":5: providers: there is no 'kategory'; did you mean 'category'?"))
                .anyMatch(p -> p.contains(":6: providers: name is missing"))
                .anyMatch(p -> p.contains(":7: providers: id: 'Not This' is not 1 to 50"))
                .anyMatch(p -> p.contains(":8: providers: page: 'https://four.example' is not the"))
                .anyMatch(p -> p.contains(":9: providers: homepage: 'not a domain' is not"))
                .anyMatch(p -> p.contains(":9: providers: 'four' stands a second time, first at"))
                .anyMatch(p -> p.contains(":10: providers is a list of providers"));
        assertThat(problems("providers: github\n", Map.of()))
                .singleElement()
                .asString()
                .contains(":1: providers: 'github' is not a list of providers");
    }

    @Test
    void aNetworkThatIsNoneAndAHostThatIsNoneAreRefused() throws IOException {
        assertThat(
                        problems(
                                """
                                server:
                                  host: not a host!
                                watch:
                                  allow-private: [10.0.0.0/99]
                                  control-targets: [1.1.1.1:99999]
                                  user-agent: Wächter
                                """,
                                Map.of()))
                .hasSize(4)
                .anyMatch(
                        line -> line.contains(":5: watch.control-targets: '1.1.1.1:99999' is not"))
                .anyMatch(line -> line.contains(":6: watch.user-agent: 'Wächter' is not"))
                .anyMatch(line -> line.contains(":2: server.host: 'not a host!' is not"))
                .anyMatch(line -> line.contains(":4: watch.allow-private: '10.0.0.0/99' is not"));
    }

    @Test
    void allProblemsAreToldAtOnceEachWithLineValueAndWhatIsAllowed() throws IOException {
        var bad =
                problems(
                        """
                        server:
                          port: 80000
                          hots: example.com
                        store:
                          url: mysql://x
                        analytics:
                          retention: soon
                        log: [a]
                        smtp:
                          password: env:NOT_THERE
                        """,
                        Map.of("BELLWETHER_LIMITS_REQUEST_SIZE", "huge"));

        assertThat(bad)
                .containsExactly(
                        "bellwether.yaml:2: server.port: '80000' is not a whole number from 0 to"
                                + " 65535",
                        "bellwether.yaml:3: there is no setting 'server.hots'; did you mean"
                                + " 'server.host'?",
                        "bellwether.yaml:5: store.url: 'mysql://x' is not jdbc:sqlite:<file> or"
                                + " jdbc:postgresql://host:port/database",
                        "bellwether.yaml:7: analytics.retention: 'soon' is not a duration from 2d to"
                                + " 3650d, such as 30s, 5m, 2h, 90d or PT30S",
                        "bellwether.yaml:8: there is no setting 'log'; all settings:"
                                + " docs/guide/configuration.md",
                        "bellwether.yaml:10: smtp.password: 'env:NOT_THERE' names the environment"
                                + " variable NOT_THERE, which is not set",
                        "BELLWETHER_LIMITS_REQUEST_SIZE: limits.request-size: 'huge' is not a size"
                                + " from 1 KB to 64 MB, such as 512 KB or 10 MB");
    }

    @Test
    void whatIsNotYamlIsToldWithItsLine() throws IOException {
        assertThat(problems("server:\n  port: [1\n", Map.of()))
                .singleElement()
                .asString()
                .startsWith("bellwether.yaml:3: is not YAML:");
        assertThat(problems("- a\n- b\n", Map.of()))
                .containsExactly("bellwether.yaml:1: is not a list of settings");
    }

    @Test
    void aSettingGivenTwiceIsRefused() throws IOException {
        assertThat(problems("data: a\ndata: b\n", Map.of()))
                .containsExactly(
                        "bellwether.yaml:2: data is set a second time, first at bellwether.yaml:1");
    }

    @Test
    void anUnknownVariableIsRefused() {
        var bad =
                catchThrowableOfType(
                        BadConfiguration.class,
                        () ->
                                Configuration.load(
                                        Optional.empty(), Map.of("BELLWETHER_SERVER_PROT", "1")));

        assertThat(bad.problems())
                .containsExactly(
                        "BELLWETHER_SERVER_PROT: no setting has this variable; did you mean"
                                + " 'BELLWETHER_SERVER_PORT'?");
    }

    @Test
    void theEnvironmentWinsAndEveryKindIsRead() throws IOException {
        Path file =
                write(
                        """
                        server: {port: 9000, trust-proxy: true}
                        watch:
                          allow-private: [10.0.0.0/8, "fd00::/8"]
                          providers: all
                        limits: {request-size: 2 MB}
                        analytics: {retention: P30D}
                        """);
        Settings settings =
                Settings.of(
                        Configuration.load(
                                Optional.of(file), Map.of("BELLWETHER_SERVER_PORT", "9001")));

        assertThat(settings.server().port()).isEqualTo(9001);
        assertThat(settings.server().trustProxy()).isTrue();
        assertThat(settings.watch().allowPrivate()).containsExactly("10.0.0.0/8", "fd00::/8");
        assertThat(settings.watch().providers()).isEqualTo(Settings.Poll.ALL);
        assertThat(settings.limits().requestSize()).isEqualTo(2L << 20);
        assertThat(settings.retention()).isEqualTo(Duration.ofDays(30));
    }

    @Test
    void secretsComeByReferenceAndAreNeverShown() throws IOException {
        Path secret = Files.writeString(directory.resolve("secret"), "from-file\n");
        Path file =
                write(
                        "smtp: {password: 'file:%s'}\nstore: {password: plain-secret}\n"
                                .formatted(secret));
        var configuration =
                Configuration.load(
                        Optional.of(file),
                        Map.of("BELLWETHER_SERVER_METRICS_TOKEN", "env:TOKEN", "TOKEN", "abc123"));
        Settings settings = Settings.of(configuration);

        assertThat(settings.smtp().password()).isEqualTo("from-file");
        assertThat(settings.server().metricsToken()).isEqualTo("abc123");
        assertThat(configuration.effective())
                .contains("store.password: (hidden)")
                .doesNotContain("plain-secret", "from-file", "abc123");
        assertThat(settings.toString()).doesNotContain("plain-secret", "from-file", "abc123");
    }

    @Test
    void theGuideSaysWhatTheSettingsAre() throws IOException {
        Golden.check(Path.of("../docs/guide/configuration.md"), ConfigurationGuide.text());
    }

    private List<String> problems(String yaml, Map<String, String> environment) throws IOException {
        Path file = write(yaml);
        return catchThrowableOfType(
                        BadConfiguration.class,
                        () -> Configuration.load(Optional.of(file), environment))
                .problems();
    }

    private Path write(String yaml) throws IOException {
        return Files.writeString(directory.resolve("bellwether.yaml"), yaml);
    }
}
