package dev.bellwether.demo;

import dev.bellwether.model.ProviderId;
import dev.bellwether.watch.Provider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Every provider of the shipped catalogue, simulated: a page each on loopback, in the shape of its
/// platform (an Atom feed where there is none), with outages that come and go, and with the broken,
/// busy and slow servers that a real world has.
public final class LargeWorld implements AutoCloseable {
    private static final long SEED = 20_260_428;

    private final PageHosts hosts;
    private final Map<SimulatedPage, Integer> ports;

    private LargeWorld(PageHosts hosts, Map<SimulatedPage, Integer> ports) {
        this.hosts = hosts;
        this.ports = ports;
    }

    /// Opens a port for each page, and answers from then on.
    public static LargeWorld open(InstantSource clock) {
        Map<String, PageShape> shapes = new HashMap<>();
        PageShape.ALL.forEach(shape -> shapes.put(shape.platform(), shape));
        PageShape feed = new FeedShape();
        var weather = new Weather(SEED);
        var hosts = new PageHosts(clock);
        Map<SimulatedPage, Integer> ports = new java.util.LinkedHashMap<>();
        for (Provider provider : dev.bellwether.watch.Providers.shipped()) {
            PageShape shape = shapes.getOrDefault(provider.platform(), feed);
            var page = new SimulatedPage(provider, ports.size(), shape, weather);
            ports.put(page, hosts.open(page));
        }
        hosts.start();
        return new LargeWorld(hosts, ports);
    }

    /// Writes the catalogue that names these pages, in the form of the shipped one.
    ///
    /// @param directory made when it is not there
    public Path catalogue(Path directory) {
        var text =
                new StringBuilder(
                        "slug,name,category,homepage,status_url,platform,feed_url,confidence,sources\n");
        ports.forEach((page, port) -> text.append(page.row(port)));
        try {
            Files.createDirectories(directory);
            return Files.writeString(directory.resolve("catalogue.csv"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int pages() {
        return ports.size();
    }

    /// Some well-known ones, to follow.
    List<ProviderId> popular() {
        var popular = new ArrayList<ProviderId>();
        for (SimulatedPage page : ports.keySet()) {
            if (POPULAR.contains(page.provider().id().value())) {
                popular.add(page.provider().id());
            }
        }
        return popular;
    }

    private static final List<String> POPULAR =
            List.of(
                    "amazon-web-services",
                    "azure",
                    "google-cloud",
                    "google-workspace",
                    "slack",
                    "salesforce",
                    "heroku",
                    "github",
                    "gitlab",
                    "cloudflare",
                    "stripe",
                    "twilio",
                    "datadog",
                    "zoom",
                    "openai",
                    "atlassian",
                    "dropbox",
                    "fastly",
                    "digitalocean",
                    "vercel",
                    "netlify",
                    "sendgrid",
                    "pagerduty",
                    "okta",
                    "auth0",
                    "mongodb",
                    "npm",
                    "docker",
                    "circleci",
                    "sentry",
                    "hubspot",
                    "zendesk",
                    "shopify",
                    "intercom",
                    "figma",
                    "notion",
                    "linear",
                    "asana",
                    "box",
                    "discord");

    @Override
    public void close() {
        hosts.close();
    }
}
