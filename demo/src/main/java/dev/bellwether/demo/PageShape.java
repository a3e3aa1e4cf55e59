package dev.bellwether.demo;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// How the status pages of one platform are written. A new one is one file and one line in [#ALL].
interface PageShape {
    List<PageShape> ALL =
            List.of(
                    new StatuspageShape(),
                    new IncidentIoShape(),
                    new InstatusShape(),
                    new BetterStackShape(),
                    new StatusIoShape(),
                    new StatuspalShape(),
                    new CachetShape(),
                    new SorryShape(),
                    new ChecklyShape(),
                    new FireHydrantShape(),
                    new AwsShape(),
                    new GoogleShape("gcp", "google-cloud"),
                    new GoogleShape("google-workspace", "google-workspace"),
                    new AzureShape(),
                    new SlackShape(),
                    new SalesforceShape(),
                    new HerokuShape(),
                    new FeedShape());

    /// As the catalogue calls it.
    String platform();

    /// The reader that reads it.
    default String reader() {
        return platform();
    }

    /// The address that the catalogue holds beside the page's; empty when the page's is enough.
    default String feed(String page) {
        return "";
    }

    /// Its documents by path, in the order in which a reader asks for them.
    Map<String, String> documents(PageSays says);

    default Charset charset() {
        return StandardCharsets.UTF_8;
    }

    default String type() {
        return "application/json";
    }
}
