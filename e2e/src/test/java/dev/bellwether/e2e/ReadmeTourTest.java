package dev.bellwether.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.e2e.Browser.Look;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The tour in the README works as it is written, command by command.
class ReadmeTourTest {
    private static final Pattern COMMANDS = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);

    @Test
    void fiveMinutesToAWorkingPage() throws Exception {
        Tools.need("curl", "on Debian: apt-get install curl");
        try (var site = new Site();
                var program =
                        Program.serve(
                                Program.newFolder(),
                                Map.of("BELLWETHER_WATCH_ALLOW_PRIVATE", "true"));
                var browser = new Browser()) {
            String token = Owner.arrives(program, browser.visitor(Look.WIDE)).makesToken();

            String tour =
                    tour().replace("https://example.com/", site.address())
                            .replace("http://localhost:8080", program.at("").toString())
                            .replace("bw_paste-it-here", token);
            int look = tour.lastIndexOf("curl");
            String output;
            try (var shell = new Shell()) {
                shell.type(tour.substring(0, look));
                program.awaitPage("Website", "(investigating)");
                shell.type(tour.substring(look));
                output = shell.exit();
            }

            assertThat(output).contains("\"indicator\":");
            assertThat(output.substring(output.lastIndexOf("{\"page\"")))
                    .as("the unresolved incidents at the end of the tour")
                    .contains("Website", "\"investigating\"");
            assertThat(program.get("/").body()).contains("Example", "Website");
        }
    }

    private static String tour() throws Exception {
        String readme = Files.readString(Path.of("..", "README.md"));
        int from = readme.indexOf("## Five minutes");
        return COMMANDS.matcher(readme.substring(from, readme.indexOf("\n## ", from + 1)))
                .results()
                .map((MatchResult block) -> block.group(1))
                .collect(Collectors.joining("\n", "set -euo pipefail\n", ""));
    }

    /// A shell that somebody types into.
    private static final class Shell implements AutoCloseable {
        private final Path output = Files.createTempFile("tour", ".txt");
        private final Process bash =
                new ProcessBuilder("bash")
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();

        Shell() throws IOException {}

        void type(String commands) throws IOException {
            bash.getOutputStream().write(commands.getBytes(StandardCharsets.UTF_8));
            bash.getOutputStream().flush();
        }

        /// @return all that was printed
        String exit() throws IOException, InterruptedException {
            bash.getOutputStream().close();
            assertThat(bash.waitFor(5, TimeUnit.MINUTES)).isTrue();
            String printed = Files.readString(output);
            assertThat(bash.exitValue()).as(printed).isZero();
            return printed;
        }

        @Override
        public void close() throws IOException {
            bash.destroyForcibly();
            Files.delete(output);
        }
    }
}
