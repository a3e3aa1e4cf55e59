package dev.bellwether.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.demo.DemoWorld;
import dev.bellwether.demo.ReceivedMail;
import dev.bellwether.model.AlertChanged;
import dev.bellwether.model.CheckState;
import dev.bellwether.model.DeliveryChanged;
import dev.bellwether.model.Fact;
import dev.bellwether.model.IncidentChanged;
import dev.bellwether.model.VerdictChanged;
import dev.bellwether.store.Line;
import dev.bellwether.store.Ports;
import dev.bellwether.store.Store;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A newcomer sees check, incident, page and mail happen soon after the start, without the
/// internet.
class DemoTest {
    /// Far more than it takes, for machines that do other things too.
    private static final int PATIENCE_SECONDS = 180;

    @TempDir Path data;

    @Test
    void aCheckFailsAnIncidentOpensThePageSaysSoAndAMailArrives() throws Exception {
        try (var running = Demo.Running.begin(data, Ports.free(), DemoWorld.Size.SMALL)) {
            Store store = running.assembly().rooms().store();
            await(store, fact -> fact instanceof DeliveryChanged d && d.state() == DELIVERED);

            List<Fact> facts = store.journal().read(0, 10_000).stream().map(Line::fact).toList();
            assertThat(facts)
                    .anyMatch(f -> f instanceof VerdictChanged v && v.to() == CheckState.DOWN)
                    .anyMatch(f -> f instanceof IncidentChanged i && !i.incident().backfilled())
                    .anyMatch(f -> f instanceof AlertChanged);
            ReceivedMail mail = running.world().mails().getLast();
            assertThat(mail.to()).isEqualTo("ada@shop.example");
            assertThat(mail.raw()).contains("/ack/");
            assertThat(get(running.world().inbox())).contains("ada@shop.example", "http-equiv");
            URI page = running.assembly().address();
            assertThat(get(page)).contains("Fernweh Outfitters", "Checkout API");
            assertThat(get(page.resolve("/api/v2/incidents.json"))).contains("simulated history");
        }
    }

    private static final DeliveryChanged.State DELIVERED = DeliveryChanged.State.DELIVERED;

    private static void await(Store store, Predicate<Fact> wanted) throws InterruptedException {
        var seen = new CountDownLatch(1);
        Runnable look =
                () -> {
                    if (store.journal().read(0, 10_000).stream().map(Line::fact).anyMatch(wanted)) {
                        seen.countDown();
                    }
                };
        store.journal().onLines(() -> Thread.startVirtualThread(look));
        look.run();
        assertThat(seen.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    private static String get(URI address) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(address).build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }
}
