package dev.bellwether.incident;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.Incident;
import dev.bellwether.model.IncidentPolicy;
import dev.bellwether.model.Service;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.Status;
import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.TestStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Whatever fails in whatever order: no outage is left without an incident that pages")
class NoOutageIsLostUnderItsCauseTest {
    private static final Status[] SAID = {
        Status.OPERATIONAL,
        Status.OPERATIONAL,
        Status.DEGRADED,
        Status.MAJOR_OUTAGE,
        Status.MAJOR_OUTAGE,
        Status.PARTIAL_OUTAGE,
        Status.UNKNOWN
    };

    @OnEachStore
    void inRandomNetsOfServices(TestStore test) {
        int runs = Integer.getInteger("sequences", 12);
        for (long seed = 0; seed < runs; seed++) {
            new Run(new Net(test), new Random(seed), seed).go();
        }
    }

    private static final class Run {
        private static final int SERVICES = 6;
        private final Net net;
        private final Random random;
        private final String seed;
        private final String prefix;
        private final List<String> names = new ArrayList<>();

        Run(Net net, Random random, long seed) {
            this.net = net;
            this.random = random;
            this.seed = "seed " + seed;
            this.prefix = "s" + seed + "-";
        }

        void go() {
            for (int i = 0; i < SERVICES; i++) {
                var needs = new ArrayList<String>();
                for (String before : names) {
                    if (random.nextInt(3) == 0) {
                        needs.add(before);
                    }
                }
                boolean silent = random.nextInt(5) == 0;
                net.service(
                        prefix + i,
                        !silent && random.nextInt(4) != 0,
                        silent ? Net.SILENT : IncidentPolicy.DEFAULT,
                        needs.toArray(String[]::new));
                names.add(prefix + i);
            }
            for (int step = 0; step < 40; step++) {
                step();
                check();
            }
            names.forEach(net::up);
            net.open().stream()
                    .filter(incident -> incident.wheel() == Incident.Wheel.PERSON)
                    .forEach(incident ->
                            net.world
                                    .room
                                    .incidents()
                                    .resolve(World.ACME, incident.id(), "Over.", World.ANN));
            net.pass(Duration.ofMinutes(6));
            assertThat(net.open()).as(seed + ": something stays open").isEmpty();
        }

        private void step() {
            switch (random.nextInt(10)) {
                case 0 ->
                        any().ifPresent(one ->
                                net.world
                                        .room
                                        .incidents()
                                        .takeWheel(World.ACME, one.id(), World.ANN));
                case 1, 2 -> net.pass(Duration.ofSeconds(random.nextInt(400)));
                default ->
                        net.says(
                                names.get(random.nextInt(SERVICES)),
                                SAID[random.nextInt(SAID.length)]);
            }
        }

        private Optional<Incident> any() {
            List<Incident> open = net.open();
            return open.isEmpty()
                    ? Optional.empty()
                    : Optional.of(open.get(random.nextInt(open.size())));
        }

        private void check() {
            for (String name : names) {
                var id = new ServiceId(name);
                Service service = net.world.room.services().get(World.ACME, id);
                Watched watched = net.world.watched(id);
                watched.incident()
                        .ifPresent(incident ->
                                assertThat(
                                                net.world
                                                        .room
                                                        .incidents()
                                                        .get(World.ACME, incident)
                                                        .status()
                                                        .isOpen())
                                        .as(seed + ": " + name + " hangs on a closed incident")
                                        .isTrue());
                boolean isOut =
                        watched.seen().stream()
                                .anyMatch(seen -> seen.isActive() && seen.status().isOutage());
                if (isOut && service.escalation().isPresent()) {
                    assertThat(pages(watched))
                            .as(
                                    seed
                                            + ": "
                                            + name
                                            + " is out, and nobody is paged: "
                                            + watched
                                            + net.open())
                            .isTrue();
                }
            }
        }

        /// Whether the incident that tells of the service makes somebody's telephone ring. What a
        /// person drives says what that person says.
        private boolean pages(Watched watched) {
            return watched.incident()
                    .map(id -> net.world.room.incidents().get(World.ACME, id))
                    .filter(incident ->
                            incident.wheel() == Incident.Wheel.PERSON
                                    || incident.affected().entrySet().stream()
                                            .anyMatch(entry ->
                                                    entry.getValue().isOutage()
                                                            && net.world
                                                                    .room
                                                                    .services()
                                                                    .get(World.ACME, entry.getKey())
                                                                    .escalation()
                                                                    .isPresent()))
                    .isPresent();
        }
    }
}
