package dev.bellwether.bench;

import dev.bellwether.incident.IncidentRoom;
import dev.bellwether.model.Actor;
import dev.bellwether.model.ChannelsSetUp;
import dev.bellwether.model.Check;
import dev.bellwether.model.CheckId;
import dev.bellwether.model.CheckSpec;
import dev.bellwether.model.EscalationPolicy;
import dev.bellwether.model.IncidentPolicy;
import dev.bellwether.model.PolicyId;
import dev.bellwether.model.Service;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.Status;
import dev.bellwether.oncall.OnCall;
import dev.bellwether.people.Acceptance;
import dev.bellwether.people.Client;
import dev.bellwether.people.InstanceKey;
import dev.bellwether.people.People;
import dev.bellwether.people.PeopleSettings;
import dev.bellwether.people.SealedSecrets;
import dev.bellwether.store.Store;
import dev.bellwether.store.StoreSettings;
import dev.bellwether.watch.Checks;
import dev.bellwether.watch.Networks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Bellwether as it is served, in a process of its own, over a folder that was filled before: one
/// service and one HTTP check a target, and policies whose only step is a webhook.
final class RivalOurs implements AutoCloseable {
    private static final Actor BY = Actor.automation("bench", "watch-rival");
    private static final int POLICIES = 900;

    private final Process process;

    RivalOurs(Path data, int targets, Targets farm, Duration interval, String webhook)
            throws IOException {
        fill(data, targets, farm, interval, webhook);
        var builder =
                JavaChild.program(List.of(), List.of("serve"))
                        .directory(data.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(data.resolve("serve.log").toFile());
        builder.environment()
                .putAll(
                        Map.of(
                                "BELLWETHER_DATA",
                                data.toString(),
                                "BELLWETHER_SERVER_HOST",
                                "127.0.0.1",
                                "BELLWETHER_SERVER_PORT",
                                "0",
                                "BELLWETHER_WATCH_ALLOW_PRIVATE",
                                "true",
                                "BELLWETHER_WATCH_PROVIDERS",
                                "none"));
        this.process = builder.start();
    }

    private static void fill(
            Path data, int targets, Targets farm, Duration interval, String webhook)
            throws IOException {
        Files.createDirectories(data);
        InstantSource clock = InstantSource.system();
        try (Store store = Store.open(StoreSettings.sqlite(data.resolve("bellwether.db")), clock)) {
            var key = InstanceKey.open(data.resolve("secret.key"));
            var people = new People(store, clock, key, PeopleSettings.defaults());
            // Somebody must be there for the last resort.
            people.invitations()
                    .accept(
                            people.invitations().firstStart().orElseThrow().token(),
                            new Acceptance("Ada", ScaleOurs.EMAIL, ScaleOurs.PASSWORD),
                            new Client("127.0.0.1", "bench"));
            var step =
                    new EscalationPolicy.Step(
                            List.of(new EscalationPolicy.Target.ToWebhook(webhook)),
                            Duration.ofHours(12));
            // A storm of one policy would be one page.
            var policies =
                    new OnCall(store, people, new SealedSecrets(key), ChannelsSetUp.all())
                            .policies();
            for (int i = 0; i < POLICIES; i++) {
                policies.save(
                        new EscalationPolicy(policy(i), People.DEFAULT, "bench", List.of(step), 0),
                        BY);
            }
            var services = new IncidentRoom(store).services();
            var checks =
                    new Checks(
                            store,
                            Networks.all(),
                            (organization, provider) -> false,
                            new SealedSecrets(key));
            for (int i = 0; i < targets; i++) {
                var service = new ServiceId("target%05d".formatted(i));
                services.save(
                        new Service(
                                service,
                                People.DEFAULT,
                                "Target " + i,
                                "",
                                IncidentPolicy.DEFAULT,
                                Optional.of(policy(i))),
                        BY);
                checks.save(
                        new Check(
                                new CheckId("check%05d".formatted(i)),
                                People.DEFAULT,
                                service,
                                "Target " + i,
                                CheckSpec.Http.get(farm.address(i)),
                                interval,
                                Check.DEFAULT_TIMEOUT,
                                Optional.empty(),
                                Status.MAJOR_OUTAGE,
                                Check.Recovery.DEFAULT,
                                List.of(),
                                false),
                        BY);
            }
        }
    }

    private static PolicyId policy(int target) {
        return new PolicyId("policy%03d".formatted(target % POLICIES));
    }

    List<ProcessMeter> meters() {
        return List.of(new ProcessMeter(process.pid()));
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
