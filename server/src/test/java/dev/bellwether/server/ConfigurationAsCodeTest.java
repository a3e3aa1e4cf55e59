package dev.bellwether.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A set-up in a file: lines, secrets from outside, bounds")
class ConfigurationAsCodeTest {
    @TempDir Path directory;

    @Test
    void whatIsWrongIsToldWithItsLine() throws Exception {
        var file = file("version: 1\nservices:\n  - id: a\n    name: A\n  - id: b\n    nam: B\n");
        assertThat(file.where("services[1].nam")).endsWith("setup.yaml:6");
        assertThat(file.where("services[1].name")).endsWith("setup.yaml:5");
        assertThat(file.where("pages")).endsWith("setup.yaml:1");
    }

    @Test
    void secretsComeFromTheEnvironmentOrAFileAndOnlyWhereASecretStands() throws Exception {
        Path secret = Files.writeString(directory.resolve("secret"), "from a file\n");
        String document =
                file("""
                checks:
                  - name: env:HOME_OF_IT
                    spec:
                      headers: {Authorization: env:HOME_OF_IT}
                      body: file:%s
                """
                                .formatted(secret))
                        .document();
        assertThat(document)
                .contains("\"name\":\"env:HOME_OF_IT\"")
                .contains("\"Authorization\":\"told\"")
                .contains("\"body\":\"from a file\"");
        assertThatThrownBy(() ->
                        file(
                                "checks:\n  - spec:\n      body: env:GONE\n"
                                        + "      headers: {A: file:/no/such/file}\n"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("setup.yaml:3")
                .hasMessageContaining("'env:GONE' is not in the environment")
                .hasMessageContaining("setup.yaml:4")
                .hasMessageContaining("'file:/no/such/file' cannot be read");
    }

    @Test
    void whoPastesIntoTheConsoleReadsNothingOfTheServersMachine() {
        assertThatThrownBy(() ->
                        new SetupFile(
                                "set-up",
                                "checks:\n  - spec: {body: \"file:/etc/passwd\", headers: {A: env:HOME}}\n",
                                new SetupSecrets.Nowhere()))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("'file:/etc/passwd' is read only by `bellwether apply`")
                .hasMessageContaining("'env:HOME' is read only");
    }

    @Test
    void whatIsExportedIsReadAsTheSame() throws Exception {
        String document =
                "{\"version\":1,\"services\":[{\"id\":\"a\",\"name\":\"yes\",\"description\":\"two\\nlines: 1\","
                        + "\"dependsOn\":[],\"paused\":true,\"target\":99.9}]}";
        assertThat(file(SetupFile.yaml(document)).document()).isEqualTo(document);
    }

    @Test
    void bombsAreRefused() {
        assertThatThrownBy(() ->
                        file(
                                "a: &a [x, x]\nb: &b [*a, *a, *a, *a]\nc: &c [*b, *b, *b, *b]\n"
                                        + "d: &d [*c, *c, *c, *c]\n"))
                .isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> file("a: ".concat("[".repeat(60)).concat("]".repeat(60))))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("nested too deep");
    }

    private SetupFile file(String text) throws Exception {
        return new SetupFile(
                Files.writeString(directory.resolve("setup.yaml"), text),
                Map.of("HOME_OF_IT", "told"));
    }
}
