package dev.bellwether.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpServer;
import dev.bellwether.model.Alert;
import dev.bellwether.model.Check;
import dev.bellwether.model.CheckSpec;
import dev.bellwether.model.EscalationPolicy;
import dev.bellwether.model.IncidentPolicy;
import dev.bellwether.model.IncidentStatus;
import dev.bellwether.model.Service;
import dev.bellwether.model.Status;
import dev.bellwether.people.Principal;
import dev.bellwether.statuspage.PageSpec;
import dev.bellwether.watch.Checks;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// "A failing check becomes an incident, an updated status page and a paged person, by itself": one
/// HTTP check, one rendered page, one delivered mail, the acknowledgement by its link, and the way
/// back.
class FirstSliceTest {
    private static final Pattern LINK = Pattern.compile("/ack/[A-Za-z0-9_.-]+");

    @Test
    void aFailingCheckUpdatesThePageAndPagesThePerson() throws Exception {
        var status = new AtomicInteger(200);
        HttpServer shop = shop(status);
        var mails = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mails.start();
        try (var booted =
                Booted.fresh(
                        Map.of(
                                "BELLWETHER_WATCH_ALLOW_PRIVATE",
                                "true",
                                "BELLWETHER_SMTP_HOST",
                                "127.0.0.1",
                                "BELLWETHER_SMTP_PORT",
                                "" + mails.getSmtp().getPort(),
                                "BELLWETHER_SMTP_TLS",
                                "none"))) {
            Principal owner = booted.owner("olga@example.com");
            Service service = setUp(booted, owner, shop.getAddress().getPort());
            Booted.until(
                    "the page is there and says that all is well",
                    () -> isOnPage(booted, "operational"));

            status.set(503);
            Booted.until(
                    "the incident is on the page",
                    () -> isOnPage(booted, "\"impact\":\"critical\""));
            assertThat(mails.waitForIncomingEmail(300_000, 1)).as("a mail").isTrue();
            String mail = GreenMailUtil.getWholeMessage(mails.getReceivedMessages()[0]);
            assertThat(mail).contains("olga@example.com").contains("Shop");
            assertThat(booted.get("/").body()).contains("Shop").contains("Investigating");

            acknowledge(booted, mail);
            var alerts = booted.assembly.rooms().oncall().alerts();
            Booted.until(
                    "the alert is acknowledged",
                    () ->
                            alerts.open(owner.organization()).stream()
                                    .allMatch(a -> a.state() == Alert.State.ACKNOWLEDGED));

            status.set(200);
            var incidents = booted.assembly.rooms().incidents().incidents();
            Booted.until("it is resolved", () -> incidents.open(owner.organization()).isEmpty());
            assertThat(incidents.list(owner.organization(), Optional.empty(), 10).items())
                    .singleElement()
                    .satisfies(i -> assertThat(i.status()).isEqualTo(IncidentStatus.RESOLVED))
                    .satisfies(i -> assertThat(i.affected()).containsKey(service.id()));
            Booted.until("the alert is closed", () -> alerts.open(owner.organization()).isEmpty());
            Booted.until("the page says so", () -> isOnPage(booted, "\"indicator\":\"none\""));
        } finally {
            mails.stop();
            shop.stop(0);
        }
    }

    private static HttpServer shop(AtomicInteger status) throws IOException {
        var server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    exchange.sendResponseHeaders(status.get(), -1);
                    exchange.close();
                });
        server.start();
        return server;
    }

    private static Service setUp(Booted booted, Principal owner, int port) {
        Rooms rooms = booted.assembly.rooms();
        var organization = owner.organization();
        var policies = rooms.oncall().policies();
        var policy =
                policies.save(
                        new EscalationPolicy(
                                policies.newId(),
                                organization,
                                "Olga",
                                List.of(
                                        new EscalationPolicy.Step(
                                                List.of(
                                                        new EscalationPolicy.Target.ToPerson(
                                                                owner.person().orElseThrow())),
                                                Duration.ofMinutes(5))),
                                0),
                        owner.actor());
        var services = rooms.incidents().services();
        var service =
                services.save(
                        new Service(
                                services.newId(),
                                organization,
                                "Shop",
                                "",
                                IncidentPolicy.DEFAULT,
                                Optional.of(policy.id())),
                        owner.actor());
        rooms.pages()
                .create(
                        organization,
                        PageSpec.named("shop", "Shop status")
                                .withMain(true)
                                .withComponents(
                                        List.of(),
                                        List.of(
                                                new PageSpec.Item(
                                                        Optional.empty(),
                                                        service.id(),
                                                        "Shop",
                                                        "",
                                                        Optional.empty(),
                                                        true,
                                                        false,
                                                        Optional.empty()))),
                        owner.actor());
        rooms.checks()
                .save(
                        new Check(
                                Checks.newId(),
                                organization,
                                service.id(),
                                "Front page",
                                CheckSpec.Http.get("http://127.0.0.1:" + port + "/"),
                                Duration.ofSeconds(5),
                                Duration.ofSeconds(4),
                                Optional.empty(),
                                Status.MAJOR_OUTAGE,
                                new Check.Recovery(1, Duration.ofSeconds(1)),
                                List.of(),
                                false),
                        owner.actor());
        return service;
    }

    private static boolean isOnPage(Booted booted, String text) throws Exception {
        var summary = booted.get("/api/v2/summary.json");
        return summary.statusCode() == 200 && summary.body().replace(" ", "").contains(text);
    }

    /// Fetching the link does nothing; its one button acknowledges.
    private static void acknowledge(Booted booted, String mail) throws Exception {
        Matcher link = LINK.matcher(mail.replaceAll("=\\r?\\n", ""));
        assertThat(link.find()).as("a link in %s", mail).isTrue();
        var page = booted.get(link.group());
        assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
        assertThat(page.body()).contains("<form").contains("<button");
        var answer = booted.post(link.group(), Booted.hidden(page.body()));
        assertThat(answer.statusCode()).as(answer.body()).isLessThan(400);
    }
}
