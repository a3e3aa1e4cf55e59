package dev.bellwether.oncall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.Channel;
import dev.bellwether.model.ContactMethod;
import dev.bellwether.model.EscalationPolicy;
import dev.bellwether.model.EscalationPolicy.Step;
import dev.bellwether.model.EscalationPolicy.Target;
import dev.bellwether.model.PageDue;
import dev.bellwether.model.PolicyId;
import dev.bellwether.store.Json;
import dev.bellwether.store.Line;
import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.TestStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Whoever has the address of a webhook may write there: no table and no journal line holds one
/// that can be read, and pages reach it all the same.
class AddressesOfPlacesAreSealedTest {
    private static final String HOOK = "https://hooks.example.com/T0/B0/p4ssw0rd";
    private static final String CHAT = "https://chat.example.com/hooks/an0ther";

    private static EscalationPolicy policy() {
        return policy(Office.POLICY.value());
    }

    private static EscalationPolicy policy(String id) {
        return new EscalationPolicy(
                new PolicyId(id),
                Office.ACME,
                "Shop",
                List.of(
                        new Step(
                                List.of(
                                        new Target.ToWebhook(HOOK),
                                        new Target.ToWebhook(HOOK),
                                        new Target.ToChannel(Channel.SLACK, "C012AB3CD")),
                                Duration.ofMinutes(5))),
                0,
                EscalationPolicy.Hurry.HIGH,
                Optional.empty(),
                List.of(new Target.ToChannel(Channel.MATTERMOST, CHAT)));
    }

    @OnEachStore
    void whatIsKeptCannotBeReadAndPagesReachIt(TestStore test) {
        var office = new Office(test).annThenBob();
        office.room.policies().save(policy(), Office.CLERK);
        assertThat(office.room.policies().get(Office.ACME, Office.POLICY)).isEqualTo(policy());
        assertThat(office.room.policies().list(Office.ACME)).containsExactly(policy());

        office.opened().pass(Duration.ofMinutes(6));
        List<ContactMethod> places =
                office.facts(PageDue.class).stream()
                        .filter(page -> page.person().isEmpty())
                        .map(page -> page.methods().getFirst())
                        .toList();
        assertThat(places.stream().map(place -> place.open(new MirrorSecrets())))
                .as("the webhook once, though it is named twice; the last resort after it")
                .containsExactlyInAnyOrder(HOOK, "C012AB3CD", CHAT);
        assertThat(places.stream().map(ContactMethod::shown))
                .anyMatch(shown -> shown.startsWith("hooks.example.com · "));
        assertThat(kept(test)).isNotEmpty().noneMatch(AddressesOfPlacesAreSealedTest::isReadable);
    }

    @OnEachStore
    void norAfterAnUndo(TestStore test) {
        var office = new Office(test);
        office.room.policies().save(policy(), Office.CLERK);
        String undo = office.room.policies().remove(Office.ACME, Office.POLICY, Office.CLERK);
        assertThat(kept(test)).noneMatch(AddressesOfPlacesAreSealedTest::isReadable);
        assertThat(office.room.policies().undo(Office.ACME, undo, Office.CLERK))
                .isEqualTo(policy());
        assertThat(office.room.policies().get(Office.ACME, Office.POLICY)).isEqualTo(policy());
        assertThat(kept(test)).noneMatch(AddressesOfPlacesAreSealedTest::isReadable);
    }

    @OnEachStore
    void whatABuildBeforeKeptOpenIsSealedAfterTheStartManyAndFew(TestStore test) {
        var office = new Office(test);
        var open = IntStream.range(0, 120).mapToObj(i -> policy("old%03d".formatted(i))).toList();
        test.store().run(tx -> open.forEach(policy -> PolicyRows.save(tx.sql(), policy)));
        assertThat(kept(test)).filteredOn(AddressesOfPlacesAreSealedTest::isReadable).hasSize(120);
        office.restart().run();
        assertThat(kept(test))
                .as("some at a time, so that pages do not wait")
                .filteredOn(AddressesOfPlacesAreSealedTest::isReadable)
                .hasSize(70);
        office.pass(Duration.ofSeconds(1)).pass(Duration.ofSeconds(1));
        assertThat(kept(test)).noneMatch(AddressesOfPlacesAreSealedTest::isReadable);
        assertThat(office.room.policies().list(Office.ACME)).isEqualTo(open);

        // A build before runs beside this one and saves another.
        test.store().run(tx -> PolicyRows.save(tx.sql(), policy("older")));
        office.pass(Duration.ofDays(1)).pass(Duration.ofSeconds(1)).pass(Duration.ofSeconds(1));
        assertThat(kept(test)).noneMatch(AddressesOfPlacesAreSealedTest::isReadable);
    }

    private static boolean isReadable(String text) {
        return text.contains("p4ssw0rd") || text.contains("an0ther");
    }

    /// The policy's table, what was deleted, and the journal.
    private static List<String> kept(TestStore test) {
        Stream<String> rows =
                Stream.of("escalation_policy", "trash").flatMap(table -> rows(test, table));
        Stream<String> lines =
                test.store().journal().read(0, 10_000).stream().map(Line::fact).map(Json::write);
        return Stream.concat(rows, lines).toList();
    }

    private static Stream<String> rows(TestStore test, String table) {
        return test
                .store()
                .read(sql -> sql.createQuery("SELECT * FROM " + table).mapToMap().list())
                .stream()
                .map(Object::toString);
    }
}
