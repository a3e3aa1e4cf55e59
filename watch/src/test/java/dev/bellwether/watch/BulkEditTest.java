package dev.bellwether.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.model.Actor;
import dev.bellwether.model.Check;
import dev.bellwether.model.CheckChanged;
import dev.bellwether.model.CheckId;
import dev.bellwether.model.CheckRemoved;
import dev.bellwether.model.CheckSpec;
import dev.bellwether.model.IncidentPolicy;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.NotFound;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.Service;
import dev.bellwether.model.ServiceChanged;
import dev.bellwether.model.ServiceRemoved;
import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.TestStore;
import dev.bellwether.store.Trash;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Many checks are changed or taken away at once, what cannot be is named, and all of it can be
/// undone for a while.
class BulkEditTest {
    private static final Actor EVE = Actor.automation("test", "Eve");
    private static final OrganizationId ACME = TestProbes.ACME;

    @OnEachStore
    void whatAPlanSaysIsWhatIsDoneAndTheRefusedAreNamed(TestStore test) {
        Checks checks = checks(test);
        Check slow = checks.save(check("a", "Slow", Duration.ofSeconds(60)), EVE);
        Check fast = checks.save(check("b", "Fast", Duration.ofSeconds(15)), EVE);
        var change =
                new BulkChange(
                        false,
                        Optional.empty(),
                        Optional.of(Duration.ofSeconds(15)),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
        Check long1 =
                checks.save(
                        timeout(check("c", "Long", Duration.ofSeconds(60)), Duration.ofSeconds(30)),
                        EVE);
        List<CheckId> ids = List.of(slow.id(), fast.id(), long1.id(), new CheckId("gone"));
        BulkPlan plan = checks.bulk().plan(ACME, ids, change);
        assertThat(plan.steps()).extracting(s -> s.before().name()).containsExactly("Slow");
        assertThat(plan.same()).extracting(Check::name).containsExactly("Fast");
        assertThat(plan.refused()).extracting(r -> r.check().name()).containsExactly("Long");
        assertThat(plan.refused().getFirst().problems()).isNotEmpty();
        assertThat(checks.get(ACME, slow.id())).isEqualTo(slow);

        BulkEdit.Done done = checks.bulk().apply(ACME, ids, change, EVE);
        assertThat(done.plan()).isEqualTo(plan);
        assertThat(checks.get(ACME, slow.id()).interval()).isEqualTo(Duration.ofSeconds(15));
        assertThat(checks.get(ACME, long1.id())).isEqualTo(long1);

        assertThat(checks.undo(ACME, done.undo().orElseThrow(), EVE))
                .isEqualTo(new Undone(1, List.of()));
        assertThat(checks.get(ACME, slow.id())).isEqualTo(slow);
        assertThatThrownBy(() -> checks.undo(ACME, done.undo().orElseThrow(), EVE))
                .isInstanceOf(NotFound.class);
    }

    @OnEachStore
    void whatSomebodyChangedSinceStaysAndIsNamed(TestStore test) {
        Checks checks = checks(test);
        Check one = checks.save(check("a", "One", Duration.ofSeconds(30)), EVE);
        Check two = checks.save(check("b", "Two", Duration.ofSeconds(30)), EVE);
        var ids = List.of(one.id(), two.id());
        String undo =
                checks.bulk().apply(ACME, ids, BulkChange.pause(true), EVE).undo().orElseThrow();
        assertThat(checks.get(ACME, one.id()).paused()).isTrue();
        checks.pause(ACME, two.id(), false, EVE);
        assertThat(checks.undo(ACME, undo, EVE)).isEqualTo(new Undone(1, List.of("Two")));
        assertThat(checks.get(ACME, one.id()).paused()).isFalse();
    }

    @OnEachStore
    void removedChecksComeBackWithTheirSecretsAndAddresses(TestStore test) {
        Checks checks = checks(test);
        var spec =
                new CheckSpec.Heartbeat(
                        "a-token-nobody-knows",
                        Duration.ofMinutes(5),
                        Duration.ofMinutes(1),
                        Optional.empty(),
                        "UTC");
        Check beat = checks.save(CheckListsTest.check("h", "Job", "s", spec), EVE);
        Check web = checks.save(withHeader("w"), EVE);
        String undo = checks.remove(ACME, beat.id(), EVE);
        String both =
                checks.bulk()
                        .apply(ACME, List.of(web.id(), beat.id()), BulkChange.REMOVAL, EVE)
                        .undo()
                        .orElseThrow();
        assertThat(checks.count(ACME)).isZero();
        assertThat(bodies(test)).noneMatch(body -> body.contains("nobody-knows"));
        assertThat(bodies(test)).noneMatch(body -> body.contains("hidden-value"));
        checks.undo(ACME, undo, EVE);
        checks.undo(ACME, both, EVE);
        assertThat(checks.get(ACME, beat.id())).isEqualTo(beat);
        Check kept = test.store().read(sql -> CheckRows.find(sql, ACME, web.id())).orElseThrow();
        Check opened = new CheckSeal(TestProbes.SECRETS).open(kept);
        assertThat(((CheckSpec.Http) opened.spec()).headers())
                .isEqualTo(Map.of("Authorization", "hidden-value"));
    }

    @OnEachStore
    void nobodyElseCanUndoAndTimeEndsIt(TestStore test) {
        Checks checks = checks(test);
        Check check = checks.save(check("a", "One", Duration.ofSeconds(30)), EVE);
        String undo = checks.remove(ACME, check.id(), EVE);
        var other = new OrganizationId("other");
        assertThatThrownBy(() -> checks.undo(other, undo, EVE)).isInstanceOf(NotFound.class);
        assertThat(kept(test, other)).isEmpty();
        assertThat(kept(test, ACME))
                .extracting(Trash.Kept::name, Trash.Kept::who)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("Deleted One", "Eve"));
        test.clock().move(Trash.KEPT);
        assertThatThrownBy(() -> checks.undo(ACME, undo, EVE)).isInstanceOf(NotFound.class);
        test.clock().move(Duration.ofMinutes(2));
        test.store().jobs().forEach(job -> job.run(test.clock().instant()));
        assertThat(bodies(test)).isEmpty();
    }

    @OnEachStore
    void checksGoAndComeBackWithTheirServiceInTheOrderOfTheJournal(TestStore test) {
        Checks checks = checks(test);
        Check check = checks.save(check("a", "One", Duration.ofSeconds(30)), EVE);
        var service =
                new Service(
                        check.service(),
                        ACME,
                        "Shop",
                        "",
                        IncidentPolicy.DEFAULT,
                        Optional.empty());
        var seal = new CheckSeal(TestProbes.SECRETS);
        var reaction = test.store().journal().reaction("test", new Watch.RemovedServices(seal));
        test.store()
                .run(tx -> {
                    tx.journal(ACME, new ServiceRemoved(service.id(), EVE));
                    tx.journal(ACME, new ServiceChanged(service, EVE));
                });
        reaction.run(test.clock().instant());
        assertThat(checks.get(ACME, check.id())).isEqualTo(check);
        assertThat(test.store().journal().read(0, 20).stream().map(line -> line.fact()))
                .contains(
                        new CheckRemoved(check.id(), check.service(), EVE),
                        new CheckChanged(check, EVE));
        assertThat(bodies(test)).isEmpty();
    }

    @OnEachStore
    void nothingToDoAndTooManyAreRefused(TestStore test) {
        BulkEdit bulk = checks(test).bulk();
        var nothing =
                new BulkChange(
                        false,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
        assertThatThrownBy(() -> bulk.plan(ACME, List.of(), nothing))
                .isInstanceOf(InvalidInput.class);
        List<CheckId> many = java.util.Collections.nCopies(BulkEdit.MOST + 1, new CheckId("a"));
        assertThatThrownBy(() -> bulk.plan(ACME, many, BulkChange.REMOVAL))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("10001");
    }

    private static List<Trash.Kept> kept(TestStore test, OrganizationId organization) {
        return test.store().read(sql -> Trash.list(sql, organization, test.clock().instant()));
    }

    private static List<String> bodies(TestStore test) {
        return test.store()
                .read(sql -> sql.createQuery("SELECT body FROM trash").mapTo(String.class).list());
    }

    private static Checks checks(TestStore test) {
        return new Checks(
                test.store(), Networks.all(), TestProbes.ANY_PROVIDER, TestProbes.SECRETS);
    }

    private static Check withHeader(String id) {
        var spec =
                new CheckSpec.Http(
                        "GET",
                        "https://shop.example/",
                        Map.of("Authorization", "hidden-value"),
                        "",
                        "200-299",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        5,
                        false);
        return CheckListsTest.check(id, "Web", "s", spec);
    }

    private static Check check(String id, String name, Duration interval) {
        return timeout(
                CheckListsTest.check(id, name, "shop", new CheckSpec.Ping("x.example")),
                Duration.ofSeconds(10),
                interval);
    }

    private static Check timeout(Check c, Duration timeout) {
        return timeout(c, timeout, c.interval());
    }

    private static Check timeout(Check c, Duration timeout, Duration interval) {
        return new BulkChange(
                        false,
                        Optional.empty(),
                        Optional.of(interval),
                        Optional.of(timeout),
                        Optional.empty(),
                        Optional.empty())
                .on(c);
    }
}
