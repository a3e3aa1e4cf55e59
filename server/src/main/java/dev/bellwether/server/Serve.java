package dev.bellwether.server;

import java.net.URI;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Runs everything until the process is told to end.
@Command(
        name = "serve",
        description = "Run it: checks, status page, console and API.",
        mixinStandardHelpOptions = true)
final class Serve implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(Serve.class);

    @Mixin ConfigOption config = new ConfigOption();

    @Override
    public Integer call() throws InterruptedException {
        Settings settings = config.settings();
        var assembly = new Assembly(settings, InstantSource.system());
        var stop = new StopSignal();
        try (assembly) {
            assembly.onOpen(() -> {
                LOG.info("Bellwether {} at {}", Version.text(), assembly.address());
                assembly.firstOwner().ifPresent(Serve::greet);
            });
            assembly.start();
            stop.await();
            LOG.info("Stopping");
        } finally {
            stop.done();
        }
        return 0;
    }

    /// Not into the log: whoever has the link becomes the owner.
    private static void greet(URI link) {
        System.out.printf(
                """

                Nobody owns this installation yet. Become its owner (the link works once, for two days):

                  %s

                """,
                link);
    }
}
