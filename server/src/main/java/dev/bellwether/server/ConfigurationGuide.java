package dev.bellwether.server;

import java.util.ArrayList;
import java.util.List;

/// `docs/guide/configuration.md`, written from the settings themselves. A test fails when the file
/// differs.
final class ConfigurationGuide {
    private static final String HEAD =
            """
            # Configuration

            Everything is optional: without a file Bellwether listens on port 8080 and keeps its data in `./data`.

            Settings stand in one YAML file, `./bellwether.yaml` or the one named by `--config`, and in environment
            variables, which win. `./bellwether check-config` says every problem at once, each with its line, or which
            file it read and what the configuration comes to. A wrong configuration starts nothing, and neither does a key that does not exist.

            ```yaml
            server:
              port: 9000
              url: https://status.example.com
            smtp:
              host: smtp.example.com
              user: bellwether
              password: env:SMTP_PASSWORD
              from: Bellwether <status@example.com>
            ```

            A secret may be a reference, so that it stands nowhere in the file: `env:NAME` takes it from an environment
            variable, `file:PATH` from a file. Secrets are never shown nor logged.

            """;

    private ConfigurationGuide() {}

    static String text() {
        var guide = new StringBuilder(HEAD);
        String section = "";
        for (Setting<?> setting : Keys.ALL) {
            String of = setting.key().contains(".") ? setting.key().split("\\.", 2)[0] : "(top)";
            if (!of.equals(section)) {
                section = of;
                guide.append("## ").append(of.equals("(top)") ? setting.key() : of).append("\n\n");
            }
            guide.append(entry(setting));
        }
        return guide + ProvidersSection.guide().stripTrailing() + "\n";
    }

    private static String entry(Setting<?> setting) {
        List<String> facts = new ArrayList<>();
        facts.add("default " + (setting.standard().isEmpty() ? "none" : code(setting.standard())));
        facts.add(setting.secret() ? "a secret" : setting.kind().allowed());
        facts.add(code(setting.variable()));
        return "**`%s`** (%s)  \n%s\n\n"
                .formatted(setting.key(), String.join("; ", facts), setting.says());
    }

    private static String code(String text) {
        return "`" + text + "`";
    }
}
