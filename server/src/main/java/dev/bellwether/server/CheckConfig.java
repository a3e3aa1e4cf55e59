package dev.bellwether.server;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Says every problem of the configuration, or what it comes to.
@Command(
        name = "check-config",
        description = "Every problem of the configuration, or what it comes to (secrets hidden).",
        mixinStandardHelpOptions = true)
final class CheckConfig implements Callable<Integer> {
    @Mixin ConfigOption config = new ConfigOption();

    @Spec CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Configuration configuration = config.load();
        Settings.of(configuration);
        spec.commandLine().getOut().println("# Configuration: " + config.says());
        spec.commandLine().getOut().print(configuration.effective());
        spec.commandLine().getOut().flush();
        return 0;
    }
}
