package dev.bellwether.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.model.Actor;
import dev.bellwether.model.Check;
import dev.bellwether.model.CheckSpec;
import dev.bellwether.model.CheckState;
import dev.bellwether.model.Conflict;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.NotFound;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.ProbeResult.Outcome;
import dev.bellwether.model.Timings;
import dev.bellwether.store.Json;
import dev.bellwether.store.MovableClock;
import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.TestStore;
import dev.bellwether.store.TestStores;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A place signs in by token, votes, is believed nothing that it cannot know, and is missing (not
/// failing) when it goes.
class PlacesTest {
    private static final Actor EVE = Actor.automation("test", "test");
    private static final OrganizationId OTHER = new OrganizationId("other");
    private static final Check CHECK =
            TestProbes.check("home", CheckSpec.Http.get("https://shop.example/"));

    private final TestStore test = TestStores.sqlite();
    private final MovableClock clock = test.clock();
    private final FakeLocal local = new FakeLocal();
    private PlaceBook book;
    private PlaceDesk desk;
    private Rounds rounds;
    private VerdictWriter writer;

    PlacesTest() {
        on(test);
    }

    private void on(TestStore store) {
        book = new PlaceBook(store.store(), "local", clock);
        desk = new PlaceDesk(store.store(), local, place -> place, clock, Duration.ZERO);
        writer = new VerdictWriter(store.store(), VerdictWriter.Fence.NONE, 100);
        rounds =
                new Rounds(
                        desk,
                        ProviderStates.none(),
                        result -> {},
                        writer,
                        new Heartbeats(),
                        new WatchCounts());
    }

    @AfterEach
    void close() {
        test.close();
    }

    private final class FakeLocal implements Prober {
        private Outcome outcome = Outcome.UP;

        @Override
        public String place() {
            return "local";
        }

        @Override
        public void probe(Check check, Consumer<Answer> then) {
            Instant now = clock.instant();
            String message = outcome == Outcome.UP ? "" : "[STATUS] 500 is not in 200-299";
            then.accept(new Answer(now, now, outcome, Timings.total(9), message));
        }
    }

    /// The other side of the wire, played by hand.
    private final class Far {
        private final String session;
        private long after;

        Far(String token) {
            this(token, "p" + token.hashCode());
        }

        Far(String token, String probe) {
            var hello =
                    new PlaceWire.Hello(
                            1, probe, "9.9", Optional.empty(), Optional.empty(), Optional.empty());
            session =
                    Json.read(desk.hello(token, Json.write(hello)), PlaceWire.Welcome.class)
                            .session();
        }

        List<PlaceWire.Ask> work() throws InterruptedException {
            var poll = new PlaceWire.Poll(session, after, 0, 0);
            return Json.read(desk.work(Json.write(poll)), PlaceWire.Work.class).asks();
        }

        /// Answers all there is to do; asks only when something is waiting, for it would wait
        /// itself.
        void answerAll(String outcome, String message) throws InterruptedException {
            for (PlaceWire.Ask ask : work()) {
                after = Math.max(after, ask.number());
                say(ask.number(), outcome, clock.instant(), message);
            }
        }

        int say(long number, String outcome, Instant at, String message) {
            var said = new PlaceWire.Said(number, outcome, at, at, Timings.NONE, message);
            return Json.read(
                            desk.answers(Json.write(new PlaceWire.Answers(session, List.of(said)))),
                            PlaceWire.Taken.class)
                    .counted();
        }
    }

    private Far signedIn(String name) {
        return new Far(book.add(Optional.of(TestProbes.ACME), draft(name), EVE).token());
    }

    private static PlaceDraft draft(String name) {
        return new PlaceDraft(name, Optional.empty(), Optional.empty(), Optional.empty());
    }

    private VerdictState watch() {
        new Checks(test.store(), Networks.publicOnly(), TestProbes.ANY_PROVIDER, TestProbes.SECRETS)
                .save(CHECK, EVE);
        rounds.restore(CHECK, VerdictState.unknown(clock.instant()), true, clock.instant());
        return state();
    }

    private VerdictState state() {
        return rounds.find(CHECK.id()).orElseThrow().state();
    }

    private void round(Consumer<PlacesTest> answers) {
        rounds.run(clock.instant());
        answers.accept(this);
    }

    private static void all(String outcome, Far... places) {
        try {
            for (Far place : places) {
                place.answerAll(outcome, outcome.equals("UP") ? "" : "[STATUS] 500 is not in 200");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /// Two seconds and a half, and a bit: the confirm burst.
    private void burst(Consumer<PlacesTest> answers) {
        for (Duration pause : VerdictMachine.BURST) {
            clock.move(pause);
            desk.run(clock.instant());
            round(answers);
        }
    }

    @Test
    void aFailureSeenByMostPlacesIsDownAndEvidenceNamesThem() {
        Far paris = signedIn("paris");
        Far tokyo = signedIn("tokyo");
        watch();
        round(t -> all("UP", paris, tokyo));
        assertThat(state().phase()).isEqualTo(CheckState.UP);
        clock.move(Duration.ofSeconds(9));
        rounds.runNow(rounds.find(CHECK.id()).orElseThrow(), clock.instant());
        round(t -> all("DOWN", paris, tokyo));
        assertThat(state().phase()).isEqualTo(CheckState.SUSPECT);
        burst(t -> all("DOWN", paris, tokyo));
        assertThat(state().phase()).isEqualTo(CheckState.DOWN);
        assertThat(state().summary()).endsWith("(seen from 2 of 3 places)");
        assertThat(VerdictRowsOf.last(test.store(), TestProbes.ACME, CHECK.id()).votes())
                .containsOnlyKeys("local", "paris", "tokyo");
    }

    @Test
    void oneBrokenPlaceMakesNothingDown() {
        Far paris = signedIn("paris");
        Far tokyo = signedIn("tokyo");
        watch();
        round(t -> all("UP", paris, tokyo));
        clock.move(Duration.ofSeconds(9));
        rounds.runNow(rounds.find(CHECK.id()).orElseThrow(), clock.instant());
        round(t -> {
            all("DOWN", paris);
            all("UP", tokyo);
        });
        burst(t -> {
            all("DOWN", paris);
            all("UP", tokyo);
        });
        assertThat(state().phase()).isEqualTo(CheckState.UP);
        writer.flush();
        assertThat(
                        new Verdicts(test.store())
                                .list(TestProbes.ACME, CHECK.id(), Optional.empty(), 9)
                                .items())
                .as("nothing changed that others see")
                .hasSize(1);
    }

    @Test
    void placesThatCannotSeeLoseTheirVoteAndWhenAllDidItIsUnknown() {
        Far paris = signedIn("paris");
        watch();
        round(t -> all("UP", paris));
        local.outcome = Outcome.NO_VOTE;
        clock.move(Duration.ofSeconds(9));
        rounds.runNow(rounds.find(CHECK.id()).orElseThrow(), clock.instant());
        round(t -> all("NO_VOTE", paris));
        assertThat(state().phase()).isEqualTo(CheckState.UNKNOWN);
        local.outcome = Outcome.UP;
        clock.move(Duration.ofSeconds(9));
        rounds.runNow(rounds.find(CHECK.id()).orElseThrow(), clock.instant());
        round(t -> all("NO_VOTE", paris));
        assertThat(state().phase()).as("one that sees is enough for UP").isEqualTo(CheckState.UP);
        local.outcome = Outcome.DOWN;
        clock.move(Duration.ofSeconds(9));
        rounds.runNow(rounds.find(CHECK.id()).orElseThrow(), clock.instant());
        round(t -> all("NO_VOTE", paris));
        burst(t -> all("NO_VOTE", paris));
        assertThat(state().phase())
                .as("nobody seconds the one that fails")
                .isEqualTo(CheckState.UNKNOWN);
    }

    @Test
    void aPlaceThatGoesIsMissingAndThenNoMoreAsked() {
        Far paris = signedIn("paris");
        watch();
        round(t -> all("UP", paris));
        assertThat(desk.of(TestProbes.ACME)).hasSize(2);
        clock.move(Duration.ofSeconds(9));
        rounds.runNow(rounds.find(CHECK.id()).orElseThrow(), clock.instant());
        rounds.run(clock.instant());
        assertThat(rounds.underWay()).isOne();
        clock.move(Duration.ofSeconds(11));
        desk.run(clock.instant());
        assertThat(rounds.underWay()).as("its vote is missing, the round has ended").isZero();
        assertThat(state().phase()).isEqualTo(CheckState.UP);
        clock.move(Duration.ofSeconds(5));
        desk.run(clock.instant());
        assertThat(desk.of(TestProbes.ACME)).hasSize(1);
        local.outcome = Outcome.DOWN;
        rounds.runNow(rounds.find(CHECK.id()).orElseThrow(), clock.instant());
        round(t -> {});
        burst(t -> {});
        assertThat(state().phase())
                .as("this process alone decides again")
                .isEqualTo(CheckState.DOWN);
        writer.flush();
        assertThat(VerdictRowsOf.last(test.store(), TestProbes.ACME, CHECK.id()).recompute())
                .isPresent();
    }

    @Test
    void whatWasLostOnTheWayIsToldAgainAndAnAnswerCountsOnce() throws Exception {
        Far paris = signedIn("paris");
        watch();
        rounds.run(clock.instant());
        long number = paris.work().getFirst().number();
        assertThat(paris.work()).as("the answer was lost").hasSize(1);
        assertThat(paris.say(number, "UP", clock.instant(), "")).isOne();
        assertThat(paris.say(number, "DOWN", clock.instant(), "x")).isZero();
        assertThat(state().phase()).isEqualTo(CheckState.UP);
    }

    @Test
    void theTwoProcessesOfOneTokenDoNotFight() {
        String token = book.add(Optional.empty(), draft("paris"), EVE).token();
        Far first = new Far(token, "one");
        new Far(token, "two");
        assertThatThrownBy(first::work)
                .isInstanceOfSatisfying(
                        PlaceRefused.class,
                        e -> assertThat(e.reason()).isEqualTo(PlaceRefused.Reason.REPLACED));
        assertThat(desk.of(TestProbes.ACME)).hasSize(2);
    }

    @Test
    void aRevokedPlaceIsAskedNoMoreAndItsAnswersDoNotCount() throws Exception {
        var issued = book.add(Optional.of(TestProbes.ACME), draft("paris"), EVE);
        Far paris = new Far(issued.token());
        watch();
        rounds.run(clock.instant());
        long number = paris.work().getFirst().number();
        book.revoke(Optional.of(TestProbes.ACME), issued.place().id(), EVE);
        clock.move(Duration.ofSeconds(2));
        desk.run(clock.instant());
        assertThatThrownBy(() -> paris.say(number, "DOWN", clock.instant(), "x"))
                .isInstanceOf(PlaceRefused.class);
        assertThatThrownBy(() -> new Far(issued.token()))
                .isInstanceOfSatisfying(
                        PlaceRefused.class,
                        e -> assertThat(e.reason()).isEqualTo(PlaceRefused.Reason.TOKEN));
        assertThat(desk.of(TestProbes.ACME)).hasSize(1);
        assertThat(rounds.underWay()).isZero();
        assertThat(state().phase()).isEqualTo(CheckState.UP);
    }

    @Test
    void nothingThatAPlaceCannotKnowIsBelieved() throws Exception {
        Far evil = signedIn("evil");
        var answers = new ArrayList<Prober.Answer>();
        Prober prober = desk.of(TestProbes.ACME).getLast();
        for (long seed = 0; seed < 200; seed++) {
            var random = new Random(seed);
            prober.probe(CHECK, answers::add);
            Instant asked = clock.instant();
            clock.move(Duration.ofMillis(random.nextInt(3_000)));
            long number = evil.work().getLast().number();
            evil.after = number;
            Instant claimed =
                    Instant.ofEpochSecond(random.nextLong(-1_000_000_000L, 9_000_000_000L));
            evil.say(
                    number,
                    List.of("UP", "SUPER", "down", "").get(random.nextInt(4)),
                    claimed,
                    "x\n\u0000".repeat(random.nextInt(20_000)));
            Prober.Answer answer = answers.getLast();
            assertThat(answer.at()).as("seed %d", seed).isBetween(asked, clock.instant());
            assertThat(answer.answered()).isBetween(answer.at(), clock.instant());
            assertThat(answer.message().length()).isLessThanOrEqualTo(501);
            assertThat(answer.message()).doesNotContain("\n", "\u0000");
        }
        assertThat(evil.say(999_999, "DOWN", clock.instant(), "never asked")).isZero();
        for (String nonsense :
                List.of("", "[]", "{}", "null", "{\"session\":7}", "{\"session\":\"x\"")) {
            assertThatThrownBy(() -> desk.answers(nonsense)).isInstanceOf(PlaceRefused.class);
            assertThatThrownBy(() -> desk.work(nonsense)).isInstanceOf(PlaceRefused.class);
        }
    }

    @Test
    void aWrongClockAtThePlaceMovesNoEvidence() {
        String token = book.add(Optional.empty(), draft("paris"), EVE).token();
        Far paris = new Far(token);
        var answers = new ArrayList<Prober.Answer>();
        desk.of(TestProbes.ACME).getLast().probe(CHECK, answers::add);
        Instant asked = clock.instant();
        clock.move(Duration.ofSeconds(3));
        // Its clock is an hour behind, and it knows: the server is 3,600 s ahead.
        try {
            desk.work(Json.write(new PlaceWire.Poll(paris.session, 0, 3_600_000_000L, 20_000)));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        paris.say(1, "UP", asked.plusSeconds(1).minusSeconds(3_600), "");
        assertThat(answers.getFirst().at()).isEqualTo(asked.plusSeconds(1));
        PlaceView seen = desk.here().getFirst();
        assertThat(seen.clockOffset()).isEqualTo(Duration.ofHours(1));
        assertThat(seen.lateP99()).isBetween(Duration.ofMillis(800), Duration.ofMillis(1_300));
    }

    @OnEachStore
    void aPlaceServesItsOrganizationAndOneForAllServesEverybody(TestStore store) {
        on(store);
        book.add(Optional.of(TestProbes.ACME), draft("paris"), EVE);
        book.add(Optional.of(OTHER), draft("paris"), EVE);
        var all = book.add(Optional.empty(), draft("tokyo"), EVE);
        assertThat(book.list(TestProbes.ACME))
                .extracting(view -> view.place().name())
                .containsExactly("paris", "tokyo");
        assertThat(book.all()).hasSize(3);
        for (String taken : List.of("tokyo", "paris", "local")) {
            assertThatThrownBy(() -> book.add(Optional.of(OTHER), draft(taken), EVE))
                    .isInstanceOf(Conflict.class)
                    .hasMessageContaining(taken);
        }
        assertThatThrownBy(() -> book.revoke(Optional.of(OTHER), all.place().id(), EVE))
                .isInstanceOf(NotFound.class);
        new Far(all.token());
        assertThat(desk.of(OTHER)).hasSize(2);
        desk.run(store.clock().instant());
        assertThat(book.list(OTHER))
                .filteredOn(view -> view.place().name().equals("tokyo"))
                .singleElement()
                .satisfies(view -> assertThat(view.version()).isEqualTo("9.9"));
        assertThatThrownBy(() ->
                        book.add(
                                Optional.empty(),
                                new PlaceDraft(
                                        "No Name",
                                        Optional.of("x".repeat(200)),
                                        Optional.of(99.0),
                                        Optional.empty()),
                                EVE))
                .isInstanceOfSatisfying(
                        InvalidInput.class, e -> assertThat(e.problems()).hasSize(4));
    }

    @Test
    void aCheckThatThePlaceDoesNotKnowIsAnsweredWithoutAVote() {
        var options =
                new PlaceProbe.Options(
                        List.of(),
                        "t",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        "1",
                        WatchSettings.defaults());
        var said = new ArrayList<PlaceWire.Said>();
        try (var probe = new PlaceProbe(options, clock)) {
            probe.probe(new PlaceWire.Ask(7, 0, "{\"spec\":{\"kind\":\"Quantum\"}}"), said::add);
        }
        assertThat(said)
                .singleElement()
                .satisfies(answer -> assertThat(answer.outcome()).isEqualTo("NO_VOTE"))
                .satisfies(answer -> assertThat(answer.number()).isEqualTo(7));
    }
}
