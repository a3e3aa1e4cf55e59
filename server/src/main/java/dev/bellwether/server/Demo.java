package dev.bellwether.server;

import dev.bellwether.demo.DemoDoors;
import dev.bellwether.demo.DemoWorld;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Runs everything against a simulated world on loopback, in a directory that is removed at the
/// end.
@Command(
        name = "demo",
        description =
                "A small simulated world on this machine, to see check, incident, page and mail within a minute.",
        mixinStandardHelpOptions = true)
final class Demo implements Callable<Integer> {
    @Option(
            names = "--port",
            description = "Port of page and console; a free one when not given.",
            defaultValue = "0")
    int port;

    @Option(
            names = "--keep",
            description = "Keep the data in this directory, which must be empty or missing.")
    @org.jspecify.annotations.Nullable
    Path keep;

    @Option(
            names = "--world",
            description =
                    "small, or large: every provider of the catalogue simulated too, to see it poll"
                            + " thousands of pages. Default: small.",
            defaultValue = "small")
    DemoWorld.Size world = DemoWorld.Size.SMALL;

    @Override
    public Integer call() throws InterruptedException, IOException {
        var told = new CountDownLatch(1);
        var ended = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(
                        Thread.ofPlatform()
                                .name("stop")
                                .unstarted(() -> {
                                    told.countDown();
                                    await(ended);
                                }));
        Path data = keep == null ? Files.createTempDirectory("bellwether-demo") : keep;
        try {
            run(data, told);
        } finally {
            if (keep == null) {
                remove(data);
            }
            ended.countDown();
        }
        return 0;
    }

    private void run(Path data, CountDownLatch told) throws InterruptedException, IOException {
        try (var running = Running.begin(data, port == 0 ? freePort() : port, world)) {
            told.await();
            running.world().stop();
        }
    }

    /// The world and what watches it.
    record Running(DemoWorld world, Assembly assembly) implements AutoCloseable {
        static Running begin(Path data, int port, DemoWorld.Size size) {
            InstantSource clock = InstantSource.system();
            LogSetup.apply(new Settings.Logging(Settings.Level.ERROR, Settings.Format.TEXT));
            DemoWorld world = DemoWorld.open(System.out, clock, size);
            try {
                Settings settings =
                        DemoSettings.of(data, port, world.smtpPort(), world.catalogue(data));
                var assembly = new Assembly(settings, clock);
                assembly.start();
                world.start(doors(assembly));
                return new Running(world, assembly);
            } catch (RuntimeException e) {
                world.close();
                throw e;
            }
        }

        private static DemoDoors doors(Assembly assembly) {
            Rooms rooms = assembly.rooms();
            return new DemoDoors(
                    rooms.store(),
                    rooms.people(),
                    rooms.checks(),
                    rooms.providers(),
                    rooms.incidents(),
                    rooms.oncall(),
                    rooms.pages(),
                    rooms.history(),
                    rooms.events(),
                    rooms.campaigns(),
                    assembly.address());
        }

        @Override
        public void close() {
            world.stop();
            assembly.close();
            world.close();
        }
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void remove(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
