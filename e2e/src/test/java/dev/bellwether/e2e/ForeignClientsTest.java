package dev.bellwether.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.e2e.Browser.Look;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Clients that others wrote read our page unchanged.
class ForeignClientsTest {
    @Test
    void theNpmClientForStatuspageReadsEveryDocument() throws Exception {
        Path npm = Npm.installed();
        try (var program = Program.serve(Program.newFolder(), Map.of());
                var browser = new Browser()) {
            Showcase.fill(
                    program,
                    new Rest(
                            program,
                            Owner.arrives(program, browser.visitor(Look.WIDE)).makesToken()));

            String read = Npm.node(npm, "read-page.cjs", program.at("").toString());

            assertThat(read)
                    .contains("\"components\":", "\"Checkout\"", "\"upcoming\":", "\"unresolved\":")
                    .contains("Payments are slow", "Database move");
        }
    }

    @Test
    void curlIsToldThatNothingChanged() throws Exception {
        Tools.need("curl", "on Debian: apt-get install curl");
        try (var program = Program.serve(Program.newFolder(), Map.of());
                var browser = new Browser()) {
            Showcase.fill(
                    program,
                    new Rest(
                            program,
                            Owner.arrives(program, browser.visitor(Look.WIDE)).makesToken()));
            Path tag = program.data().resolve("etag");
            String address = program.at("/api/v2/summary.json").toString();

            assertThat(
                            curl(
                                    "--compressed",
                                    "--etag-save",
                                    tag.toString(),
                                    "-w",
                                    "%{http_code}",
                                    address))
                    .endsWith("200");
            assertThat(
                            curl(
                                    "--compressed",
                                    "--etag-compare",
                                    tag.toString(),
                                    "-w",
                                    "%{http_code}",
                                    address))
                    .isEqualTo("304");
        }
    }

    private static String curl(String... arguments) throws Exception {
        var command = new java.util.ArrayList<>(java.util.List.of("curl", "-sS"));
        command.addAll(java.util.List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
