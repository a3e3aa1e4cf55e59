package dev.bellwether.server;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Says every problem of the configuration, or what it comes to.
@Command(
        name = "check-config",
        description = "Every problem of the configuration, or what it comes to (secrets hidden).",
        mixinStandardHelpOptions = true)
final class CheckConfig implements Callable<Integer> {
    @Mixin ConfigOption config = new ConfigOption();

    @Override
    public Integer call() {
        Configuration configuration = config.load();
        Settings.of(configuration);
        System.out.print(configuration.effective());
        return 0;
    }
}
