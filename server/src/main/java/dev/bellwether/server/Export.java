package dev.bellwether.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Writes the set-up of an organization as YAML.
@Command(
        name = "export",
        description = "Write the set-up as YAML, for `apply`. No secret is in it.",
        mixinStandardHelpOptions = true)
final class Export implements Callable<Integer> {
    @Mixin SetupCall server = new SetupCall();

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "Standard output if left out")
    @Nullable Path file;

    @Spec CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        SetupCall.Answer answer = server.read();
        if (answer.status() != 200) {
            throw SetupCall.refused(answer);
        }
        String yaml = SetupFile.yaml(answer.body());
        if (file == null) {
            spec.commandLine().getOut().print(yaml);
            spec.commandLine().getOut().flush();
        } else {
            Files.writeString(file, yaml);
        }
        return 0;
    }
}
