package dev.bellwether.server;

import dev.bellwether.watch.Networks;
import dev.bellwether.watch.PlaceProbe;
import dev.bellwether.watch.WatchSettings;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Is a place: probes from this machine for servers elsewhere, until it is told to end. Needs no
/// database, no directory and no open port.
@Command(
        name = "probe",
        description = "Be a place: probe from this machine for a server elsewhere.",
        mixinStandardHelpOptions = true)
final class Probe implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(Probe.class);

    @Option(
            names = "--server",
            required = true,
            paramLabel = "URL",
            description = "The server's address; one for each node where they have several")
    List<URI> servers = List.of();

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            defaultValue = "${env:BELLWETHER_PLACE_TOKEN}",
            description =
                    "The place's token. Rather set BELLWETHER_PLACE_TOKEN: others on this machine see"
                            + " the options of a command")
    @Nullable String token;

    @Option(
            names = "--region",
            paramLabel = "TEXT",
            description = "Where this is, such as 'Frankfurt'; default: as set at the server")
    @Nullable String region;

    @Option(
            names = "--at",
            paramLabel = "LATITUDE,LONGITUDE",
            description =
                    "Where this is, in degrees, such as 50.1,8.7; default: as set at the server")
    @Nullable String at;

    @Option(
            names = "--allow-private",
            split = ",",
            paramLabel = "NETWORK",
            description =
                    "Private networks that probes may reach from here, such as 10.0.0.0/8, or 'true' for"
                            + " all; default: none")
    List<String> allowPrivate = List.of();

    @Option(
            names = "--control-target",
            split = ",",
            paramLabel = "HOST:PORT",
            description =
                    "Takes connections always. When none of them can be reached this place has no vote")
    List<String> controls = List.of();

    @Option(
            names = "--resolver",
            paramLabel = "HOST[:PORT]",
            description = "Asked for names; default: the system's")
    @Nullable String resolver;

    @Option(
            names = "--user-agent",
            paramLabel = "TEXT",
            description = "What checks call themselves; default: this program and the server")
    @Nullable String userAgent;

    @Override
    public Integer call() throws InterruptedException {
        LogSetup.apply(new Settings.Logging(Settings.Level.INFO, Settings.Format.TEXT));
        try (var place = new PlaceProbe(options(), InstantSource.system())) {
            Runtime.getRuntime().addShutdownHook(new Thread(place::close, "stop"));
            place.start();
            Optional<String> refused = place.await();
            if (refused.isPresent()) {
                throw new Refusal(refused.get());
            }
            LOG.info("Stopping");
        }
        return 0;
    }

    /// @throws Refusal naming the option that cannot be
    private PlaceProbe.Options options() {
        if (token == null || token.isBlank()) {
            throw new Refusal(
                    "a place needs a token: set BELLWETHER_PLACE_TOKEN, or --token; the console's"
                            + " Places page makes one");
        }
        for (URI server : servers) {
            if (server.getHost() == null || !String.valueOf(server.getScheme()).matches("https?")) {
                throw new Refusal(
                        "--server '"
                                + server
                                + "' is no address such as https://status.example.com");
            }
        }
        controls.forEach(text -> target("--control-target", text));
        Optional.ofNullable(resolver).ifPresent(text -> target("--resolver", text));
        Optional<double[]> where = Optional.ofNullable(at).map(Probe::degrees);
        WatchSettings standard = WatchSettings.defaults();
        return new PlaceProbe.Options(
                servers,
                token,
                Optional.ofNullable(region),
                where.map(degrees -> degrees[0]),
                where.map(degrees -> degrees[1]),
                Version.text(),
                new WatchSettings(
                        "place",
                        networks(),
                        controls,
                        standard.probesInFlight(),
                        standard.probesPerHost(),
                        Optional.ofNullable(resolver),
                        standard.keepEvidence(),
                        agent()));
    }

    private String agent() {
        String said =
                userAgent == null
                        ? "Bellwether/"
                                + Version.text()
                                + " (uptime check; +"
                                + servers.getFirst().toASCIIString()
                                + ")"
                        : userAgent;
        if (!said.matches(Keys.PRINTABLE)) {
            throw new Refusal(
                    "--user-agent '" + said + "' is not 1 to 200 printable ASCII characters");
        }
        return said;
    }

    private static void target(String option, String text) {
        if (!WatchSettings.isTarget(text)) {
            throw new Refusal(option + " '" + text + "' is not HOST:PORT such as 1.1.1.1:53");
        }
    }

    private Networks networks() {
        if (allowPrivate.contains("true")) {
            return Networks.all();
        }
        try {
            return allowPrivate.isEmpty() ? Networks.publicOnly() : Networks.allowing(allowPrivate);
        } catch (IllegalArgumentException e) {
            throw new Refusal("--allow-private: " + e.getMessage());
        }
    }

    static double[] degrees(String text) {
        if (!text.matches("-?\\d{1,2}(\\.\\d+)?,-?\\d{1,3}(\\.\\d+)?")) {
            throw new Refusal("--at '" + text + "' is not LATITUDE,LONGITUDE such as 50.1,8.7");
        }
        String[] parts = text.split(",", 2);
        return new double[] {Double.parseDouble(parts[0]), Double.parseDouble(parts[1])};
    }
}
