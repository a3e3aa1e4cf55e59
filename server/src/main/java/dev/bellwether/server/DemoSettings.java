package dev.bellwether.server;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// The configuration of a simulated world: everything on loopback, mail to its own inbox. What the
/// environment says is not asked: a real installation's settings have no place here.
final class DemoSettings {
    private DemoSettings() {}

    static Settings of(Path data, int port, int smtpPort, Optional<Path> catalogue) {
        return Settings.of(
                Configuration.load(
                        Optional.empty(),
                        Map.ofEntries(
                                Map.entry(Keys.DATA.variable(), data.toString()),
                                Map.entry(Keys.HOST.variable(), "127.0.0.1"),
                                Map.entry(Keys.PORT.variable(), Integer.toString(port)),
                                Map.entry(Keys.URL.variable(), "http://127.0.0.1:" + port),
                                Map.entry(Keys.ALLOW_PRIVATE.variable(), "127.0.0.0/8"),
                                Map.entry(
                                        Keys.POLL.variable(),
                                        catalogue.isPresent() ? "all" : "followed"),
                                Map.entry(
                                        Keys.CATALOGUE.variable(),
                                        catalogue.map(Path::toString).orElse("")),
                                Map.entry(Keys.SMTP_HOST.variable(), "127.0.0.1"),
                                Map.entry(Keys.SMTP_PORT.variable(), Integer.toString(smtpPort)),
                                Map.entry(Keys.SMTP_TLS.variable(), "none"),
                                Map.entry(
                                        Keys.SMTP_FROM.variable(),
                                        "Bellwether <pages@bellwether.example>"),
                                Map.entry(Keys.LOG_LEVEL.variable(), "error"))));
    }
}
