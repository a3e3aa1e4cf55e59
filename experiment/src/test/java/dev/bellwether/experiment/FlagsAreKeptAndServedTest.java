package dev.bellwether.experiment;

import static dev.bellwether.experiment.Flags.NOON;
import static dev.bellwether.experiment.Flags.everybody;
import static dev.bellwether.experiment.Flags.flag;
import static dev.bellwether.experiment.Flags.halves;
import static dev.bellwether.experiment.Flags.rule;
import static dev.bellwether.experiment.Flags.split;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.analytics.EventSettings;
import dev.bellwether.analytics.EventStore;
import dev.bellwether.model.Actor;
import dev.bellwether.model.Change;
import dev.bellwether.model.ChangeRecorded;
import dev.bellwether.model.Conflict;
import dev.bellwether.model.FlagsChanged;
import dev.bellwether.model.FlagsChanged.What;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.Job;
import dev.bellwether.model.NotFound;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.Site;
import dev.bellwether.model.SiteId;
import dev.bellwether.statistics.Bucketing;
import dev.bellwether.store.Line;
import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.Store;
import dev.bellwether.store.TestStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/// Flags are kept as they were saved, nobody overwrites another's change, and what is saved is
/// served: at once, after a restart, and while the database is gone.
class FlagsAreKeptAndServedTest {
    private static final Site SHOP =
            new Site(new SiteId("shop"), new OrganizationId("default"), "Shop", "site-shop", 30);
    private static final Actor ADA = new Actor(Actor.Kind.PERSON, "ada", "Ada");
    private static final Visitor SOMEBODY = new Visitor("v1");

    @TempDir static Path folder;
    private static EventStore events;

    @BeforeAll
    static void open() {
        events = EventStore.open(EventSettings.in(folder), () -> NOON);
    }

    @AfterAll
    static void close() {
        events.close();
    }

    private static FlagRoom room(Store store) {
        return new FlagRoom(store, () -> List.of(SHOP), events);
    }

    private static void work(FlagRoom room, Instant now) {
        for (Job job : room.jobs()) {
            job.run(now);
            job.run(now);
        }
    }

    private static String served(FlagRoom room, String key, Instant now) {
        return room.live()
                .byKey("site-shop")
                .flatMap(flags -> flags.evaluator(true).evaluate(key, SOMEBODY, now))
                .map(Outcome::variation)
                .orElse("(none)");
    }

    @OnEachStore
    void whatWasSavedIsReadAndServedAtOnceAndAfterARestart(TestStore test) {
        FlagRoom room = room(test.store());
        Flag flag =
                flag(
                        "checkout",
                        rule(
                                "deep",
                                new Condition.All(
                                        List.of(
                                                Flags.is("country", "DE"),
                                                new Condition.Not(
                                                        Flags.attribute(
                                                                "age",
                                                                new Match.Compared(
                                                                        Match.Order.LESS, 18))))),
                                new Serving.Fixed("b")),
                        everybody(
                                "test",
                                split(
                                        "test",
                                        new Bucketing.GrowthBook(2, "s"),
                                        new Ramp(0.1, List.of(new Ramp.Step(NOON, 0.5))),
                                        "a",
                                        "b")));
        var notes = new FlagNotes("Faster", true, Set.of(new ServiceId("web")));
        KeptFlag kept = room.book().save(SHOP, flag, notes, FlagBook.NEW, ADA);
        assertThat(room.book().flag(SHOP, "checkout")).isEqualTo(kept);
        assertThat(kept.flag()).isEqualTo(flag);
        assertThat(served(room, "checkout", NOON)).isEqualTo("(none)");
        work(room, test.clock().instant());
        assertThat(served(room, "checkout", NOON)).isNotEqualTo("(none)");

        FlagRoom restarted = room(test.reopened());
        assertThat(served(restarted, "checkout", NOON)).isEqualTo(served(room, "checkout", NOON));
        assertThat(restarted.live().of(SHOP.id()).orElseThrow().isOpen("checkout")).isTrue();
    }

    @OnEachStore
    void valuesOfEveryKindComeBackAsTheyWere(TestStore test) {
        FlagRoom room = room(test.store());
        Value all =
                new Value.Structure(
                        Map.of(
                                "list",
                                new Value.Several(
                                        List.of(
                                                new Value.Text("1"),
                                                new Value.Figure(1),
                                                new Value.Figure(0.1),
                                                new Value.Truth(false)))));
        var flag = new Flag("k", true, List.of(new Variation("v", all)), "v", List.of(), "v");
        room.book().save(SHOP, flag, FlagNotes.NONE, FlagBook.NEW, ADA);
        assertThat(room.book().flag(SHOP, "k").flag()).isEqualTo(flag);
    }

    @OnEachStore
    void nobodyOverwritesWhatAnotherHasSavedMeanwhile(TestStore test) {
        FlagBook book = room(test.store()).book();
        Flag flag = flag("f");
        long read = book.save(SHOP, flag, FlagNotes.NONE, FlagBook.NEW, ADA).version();
        assertThatThrownBy(() -> book.save(SHOP, flag, FlagNotes.NONE, FlagBook.NEW, ADA))
                .isInstanceOf(Conflict.class)
                .hasMessageContaining("There is a flag 'f' already");
        book.turn(SHOP, "f", false, ADA);
        assertThatThrownBy(() -> book.save(SHOP, flag, FlagNotes.NONE, read, ADA))
                .isInstanceOf(Conflict.class)
                .hasMessageContaining("version 2")
                .hasMessageContaining("you have read 1");
        assertThat(book.flag(SHOP, "f").flag().on()).isFalse();
        assertThatThrownBy(() -> book.save(SHOP, flag("g"), FlagNotes.NONE, 7, ADA))
                .isInstanceOf(NotFound.class);
    }

    @OnEachStore
    void everythingThatIsWrongIsToldAtOnceAndNothingIsKept(TestStore test) {
        FlagBook book = room(test.store()).book();
        var wrong =
                new Flag(
                        "a/b",
                        true,
                        Flags.letters(),
                        "z",
                        List.of(everybody("r", new Serving.Fixed("y"))),
                        "d");
        assertThatThrownBy(() ->
                        book.save(
                                SHOP,
                                wrong,
                                new FlagNotes("x".repeat(3_000), false, Set.of()),
                                FlagBook.NEW,
                                ADA))
                .isInstanceOfSatisfying(
                        InvalidInput.class,
                        e ->
                                assertThat(e.problems())
                                        .extracting(InvalidInput.Problem::field)
                                        .containsExactlyInAnyOrder(
                                                "key",
                                                "description",
                                                "off",
                                                "rules[0].serve.variation"));
        assertThat(book.read(SHOP).flags()).isEmpty();
        assertThat(test.store().journal().read(0, 10)).isEmpty();
    }

    @OnEachStore
    void whatBelongsTogetherIsCheckedTogether(TestStore test) {
        FlagBook book = room(test.store()).book();
        var segment = new Segment("staff", Flags.is("mail", "@us"));
        book.save(SHOP, segment, FlagBook.NEW, ADA);
        var uses = flag("f", rule("r", new Condition.InSegment("staff"), halves("camp")));
        book.save(SHOP, uses, FlagNotes.NONE, FlagBook.NEW, ADA);
        assertThatThrownBy(() -> book.remove(SHOP, PartKind.SEGMENT, "staff", ADA))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("staff");
        var holdout =
                new Holdout(
                        "year", new Bucketing.Ours("year"), 0.05, Window.ALWAYS, Set.of("camp"));
        book.save(SHOP, holdout, FlagBook.NEW, ADA);
        assertThatThrownBy(() -> book.archive(SHOP, "f", true, ADA))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("camp");
        book.remove(SHOP, PartKind.HOLDOUT, "year", ADA);
        assertThat(book.archive(SHOP, "f", true, ADA).archived()).isTrue();
        book.remove(SHOP, PartKind.SEGMENT, "staff", ADA);
        assertThatThrownBy(() -> book.archive(SHOP, "f", false, ADA))
                .isInstanceOf(InvalidInput.class);
        assertThat(book.read(SHOP).set().flags()).isEmpty();
        assertThat(book.flag(SHOP, "f").flag()).isEqualTo(uses);
    }

    @OnEachStore
    void theKillSwitchServesOffToEverybodyAndSaysWhoDidIt(TestStore test) {
        FlagRoom room = room(test.store());
        room.book().save(SHOP, flag("f", everybody("r", halves("camp"))), FlagNotes.NONE, 0, ADA);
        room.book().turn(SHOP, "f", false, ADA);
        room.book().turn(SHOP, "f", false, ADA);
        work(room, test.clock().instant());
        assertThat(served(room, "f", NOON)).isEqualTo("a");
        List<Line> history = room.book().history(SHOP, "f", 10);
        assertThat(history)
                .extracting(line -> ((FlagsChanged) line.fact()).what())
                .containsExactly(What.SWITCHED_OFF, What.MADE);
        assertThat(((FlagsChanged) history.getFirst().fact()).actor()).isEqualTo(ADA);
    }

    @OnEachStore
    void eachChangeIsKnownAsSomethingThatMayBreakThings(TestStore test) {
        FlagRoom room = room(test.store());
        var web = new FlagNotes("", false, Set.of(new ServiceId("web")));
        KeptFlag kept =
                room.book().save(SHOP, flag("f", everybody("r", halves("camp"))), web, 0, ADA);
        var less =
                flag(
                        "f",
                        everybody(
                                "r",
                                split("camp", new Bucketing.Ours("camp"), Ramp.of(0.2), "a", "b")));
        room.book().save(SHOP, less, web, kept.version(), ADA);
        List<Change> changes =
                test.store().journal().read(0, 10).stream()
                        .filter(line -> line.fact() instanceof ChangeRecorded)
                        .map(line -> ((ChangeRecorded) line.fact()).change())
                        .toList();
        assertThat(changes)
                .extracting(Change::title)
                .containsExactly(
                        "Flag f (camp) with a, b, c, d: made, on",
                        "Flag f (camp) with a, b, c, d: rule r: coverage 100 % → 20 %");
        assertThat(changes.getLast().services()).containsExactly(new ServiceId("web"));
        assertThat(changes.getLast().kind()).isEqualTo(Change.Kind.ROLLOUT);
    }

    @OnEachStore
    void whatAScheduleDoesIsToldWhenItDoesIt(TestStore test) {
        FlagRoom room = room(test.store());
        Instant now = test.clock().instant();
        Instant step = now.plus(Duration.ofHours(1));
        var flag =
                new Flag(
                        "f",
                        true,
                        Flags.letters(),
                        "a",
                        List.of(
                                new Rule(
                                        "night",
                                        Condition.EVERYBODY,
                                        new Window(
                                                Optional.empty(),
                                                Optional.of(step.plus(Duration.ofHours(1)))),
                                        split(
                                                "camp",
                                                new Bucketing.Ours("camp"),
                                                new Ramp(0, List.of(new Ramp.Step(step, 1))),
                                                "a",
                                                "b"))),
                        "d");
        room.book().save(SHOP, flag, FlagNotes.NONE, 0, ADA);
        work(room, now);
        assertThat(room.live().of(SHOP.id()).orElseThrow().turnsAfter(now)).contains(step);
        assertThat(served(room, "f", step.minusMillis(1))).isEqualTo("d");
        assertThat(served(room, "f", step)).isIn("a", "b");
        work(room, test.clock().move(Duration.ofMinutes(61)));
        work(room, test.clock().move(Duration.ofMinutes(61)));
        work(room, test.clock().move(Duration.ofMinutes(61)));
        assertThat(room.book().history(SHOP, "f", 10))
                .extracting(line -> ((FlagsChanged) line.fact()).detail())
                .containsExactly("rule night ends", "campaign camp covers 100 %", "made, on");
    }

    @OnEachStore
    void evaluationGoesOnWhileTheDatabaseIsGone(TestStore test) {
        FlagRoom room = room(test.store());
        room.book().save(SHOP, flag("f"), FlagNotes.NONE, 0, ADA);
        work(room, test.clock().instant());
        test.store().close();
        assertThat(served(room, "f", NOON)).isEqualTo("d");
    }
}
