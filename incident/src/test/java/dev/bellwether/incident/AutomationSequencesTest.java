package dev.bellwether.incident;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.Actor;
import dev.bellwether.model.CheckId;
import dev.bellwether.model.CheckState;
import dev.bellwether.model.Impact;
import dev.bellwether.model.Incident;
import dev.bellwether.model.IncidentId;
import dev.bellwether.model.IncidentPolicy;
import dev.bellwether.model.IncidentStatus;
import dev.bellwether.model.Service;
import dev.bellwether.model.Status;
import dev.bellwether.model.UpdateId;
import dev.bellwether.model.VerdictChanged;
import dev.bellwether.model.VerdictId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName(
        "Whatever happens in whatever order: one open incident, the wheel respected, facts and words agree")
class AutomationSequencesTest {
    private static final Instant START = Instant.parse("2026-05-01T08:00:00Z");
    private static final Actor ROBOT = Actor.automation("test", "test");
    private static final Status[] STATUSES = Status.values();

    @Test
    void thousandsOfSequences() {
        for (long seed = 0; seed < Integer.getInteger("sequences", 5_000); seed++) {
            new Sequence(new Random(seed), "seed " + seed).run();
        }
    }

    /// One service, its incidents, a person who meddles, and maintenance that comes and goes.
    private static final class Sequence {
        private final Random random;
        private final String seed;
        private final Service service;
        private final Map<IncidentId, Incident> incidents = new HashMap<>();
        private Watched watched = Watched.NOTHING;
        private Watched watchedNext = Watched.NOTHING;
        private Instant now = START;
        private boolean maintenance;
        private int ids;

        Sequence(Random random, String seed) {
            this.random = random;
            this.seed = seed;
            var policy =
                    new IncidentPolicy(
                            IncidentPolicy.Publish.values()[random.nextInt(3)],
                            random.nextBoolean(),
                            Duration.ofMinutes(random.nextInt(3)),
                            Duration.ofMinutes(random.nextInt(3)),
                            random.nextBoolean());
            this.service = new Service(World.API, World.ACME, "API", "", policy, Optional.empty());
        }

        void run() {
            for (int i = 0; i < 60; i++) {
                step();
                now = now.plusSeconds(random.nextInt(240));
            }
            comeToRest();
        }

        private void step() {
            switch (random.nextInt(12)) {
                case 0 -> {
                    maintenance = !maintenance;
                    decide(new ServiceEvent.Look());
                }
                case 1 -> wheel(Incident.Wheel.PERSON);
                case 2 -> {
                    wheel(Incident.Wheel.AUTOMATION);
                    decide(new ServiceEvent.Look());
                }
                case 3 -> personResolves();
                case 4, 5, 6 -> decide(new ServiceEvent.Look());
                case 7 -> decide(new ServiceEvent.CheckKept(check(), "c", random.nextBoolean()));
                case 8 -> decide(new ServiceEvent.CheckGone(check()));
                default -> decide(verdict(check(), STATUSES[random.nextInt(STATUSES.length)]));
            }
        }

        /// All is well, the person lets go, time passes: then nothing may be open.
        private void comeToRest() {
            maintenance = false;
            wheel(Incident.Wheel.AUTOMATION);
            for (int check = 0; check < 3; check++) {
                decide(new ServiceEvent.CheckKept(new CheckId("c" + check), "c", false));
                decide(verdict(new CheckId("c" + check), Status.OPERATIONAL));
            }
            now = now.plus(Duration.ofMinutes(5));
            decide(new ServiceEvent.Look());
            assertThat(open()).as(seed + " leaves an incident open").isEmpty();
            assertThat(watched.due()).as(seed).isEmpty();
        }

        private CheckId check() {
            return new CheckId("c" + random.nextInt(3));
        }

        private ServiceEvent verdict(CheckId check, Status status) {
            CheckState to =
                    status == Status.UNKNOWN
                            ? CheckState.UNKNOWN
                            : status.isOutage()
                                    ? random.nextInt(5) == 0
                                            ? CheckState.RECOVERING
                                            : CheckState.DOWN
                                    : CheckState.UP;
            return new ServiceEvent.Verdict(
                    new VerdictChanged(
                            new VerdictId("v" + ids++),
                            check,
                            World.API,
                            "c",
                            CheckState.UP,
                            to,
                            Status.UNKNOWN,
                            status == Status.MAINTENANCE ? Status.OPERATIONAL : status,
                            "[STATUS] 503",
                            now.minusSeconds(random.nextInt(30)),
                            now));
        }

        private Optional<Incident> open() {
            return incidents.values().stream().filter(i -> i.status().isOpen()).findFirst();
        }

        private void wheel(Incident.Wheel to) {
            open().ifPresent(open ->
                    incidents.put(open.id(), Manuscript.of(open, now).wheel(to).done()));
        }

        private void personResolves() {
            open().ifPresent(open -> {
                say(open.id(), IncidentStatus.RESOLVED, Status.OPERATIONAL);
                incidents.put(
                        open.id(),
                        Manuscript.of(incidents.get(open.id()), now)
                                .wheel(Incident.Wheel.PERSON)
                                .done());
                decide(new ServiceEvent.Closed(open.id(), true));
            });
        }

        private void decide(ServiceEvent event) {
            Surroundings around =
                    new Surroundings(
                            service,
                            maintenance,
                            open(),
                            watched.ended().map(ended -> incidents.get(ended.incident())),
                            false,
                            Kin.NONE,
                            new IncidentId("i" + ids++));
            Decision decision = Automation.on(watched, event, around, now);
            assertThat(Automation.on(watched, event, around, now)).as(seed).isEqualTo(decision);
            watchedNext = decision.watched();
            decision.effects().forEach(this::apply);
            watched = watchedNext;
            assertThat(
                            open().filter(i -> i.wheel() == Incident.Wheel.AUTOMATION).isPresent()
                                    && watched.isBlind())
                    .as(seed + " holds a wheel that it cannot turn")
                    .isFalse();
            assertThat(incidents.values().stream().filter(i -> i.status().isOpen()).count())
                    .as(seed + " has more than one open incident")
                    .isLessThanOrEqualTo(1);
            watched.due()
                    .ifPresent(due ->
                            assertThat(due)
                                    .as(seed + " wants to look again in the past")
                                    .isAfter(now));
            watched.incident()
                    .ifPresent(joined ->
                            assertThat(incidents.get(joined).status().isOpen()).as(seed).isTrue());
        }

        private void apply(ServiceEffect effect) {
            switch (effect) {
                case ServiceEffect.Open open -> {
                    assertThat(open()).as(seed + " opens beside an open one").isEmpty();
                    assertThat(maintenance).as(seed + " opens in maintenance").isFalse();
                    assertThat(open.worst().isTrouble()).as(seed).isTrue();
                    assertThat(service.policy().publish())
                            .as(seed)
                            .isNotEqualTo(IncidentPolicy.Publish.NEVER);
                    assertThat(Duration.between(open.since(), now))
                            .as(seed + " opens too soon")
                            .isGreaterThanOrEqualTo(service.policy().openAfter());
                    incidents.put(open.incident(), opened(open));
                }
                case ServiceEffect.Reopen reopen -> {
                    assertThat(open()).as(seed + " reopens beside an open one").isEmpty();
                    assertThat(incidents.get(reopen.incident()).wheel())
                            .as(seed)
                            .isEqualTo(Incident.Wheel.AUTOMATION);
                    say(reopen.incident(), IncidentStatus.INVESTIGATING, reopen.worst());
                }
                case ServiceEffect.Say said -> {
                    driven(said.incident());
                    assertThat(maintenance).as(seed + " speaks in maintenance").isFalse();
                    IncidentStatus status =
                            switch (said.what()) {
                                case MONITORING -> IncidentStatus.MONITORING;
                                case AGAIN -> IncidentStatus.INVESTIGATING;
                                case WORSE, BETTER, WELL -> incidents.get(said.incident()).status();
                            };
                    say(said.incident(), status, said.status());
                }
                case ServiceEffect.Resolve resolve -> {
                    driven(resolve.incident());
                    say(resolve.incident(), IncidentStatus.RESOLVED, Status.OPERATIONAL);
                }
                case ServiceEffect.LeaveToPerson leave -> {
                    driven(leave.incident());
                    assertThat(watchedNext.seen()).as(seed).allMatch(Seen::paused);
                    wheel(Incident.Wheel.PERSON);
                }
                case ServiceEffect.Note note ->
                        assertThat(incidents).as(seed).containsKey(note.incident());
                case ServiceEffect.Under _, ServiceEffect.NameCause _, ServiceEffect.Leave _ ->
                        throw new AssertionError(seed + " blames without a cause: " + effect);
                case ServiceEffect.NoteMaintenance _ -> assertThat(maintenance).as(seed).isTrue();
            }
        }

        private void driven(IncidentId id) {
            assertThat(incidents.get(id).wheel())
                    .as(seed + " speaks while a person has the wheel")
                    .isEqualTo(Incident.Wheel.AUTOMATION);
        }

        private Incident opened(ServiceEffect.Open open) {
            return Manuscript.fresh(
                            World.ACME,
                            open.incident(),
                            "n",
                            open.since(),
                            true,
                            Incident.Wheel.AUTOMATION,
                            false,
                            now)
                    .impact(Impact.of(open.worst()))
                    .say(
                            new UpdateId("u" + ids++),
                            IncidentStatus.INVESTIGATING,
                            Map.of(World.API, open.worst()),
                            "b",
                            now,
                            ROBOT,
                            id -> "API")
                    .done();
        }

        private void say(IncidentId id, IncidentStatus status, Status state) {
            incidents.put(
                    id,
                    Manuscript.of(incidents.get(id), now)
                            .say(
                                    new UpdateId("u" + ids++),
                                    status,
                                    Map.of(World.API, state),
                                    "b",
                                    now,
                                    ROBOT,
                                    service -> "API")
                            .done());
        }
    }
}
