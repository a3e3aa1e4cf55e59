package dev.bellwether.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.guard.Controls.By;
import dev.bellwether.guard.Controls.Caller;
import dev.bellwether.guard.Controls.Ruling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName(
        "A release that stands accused is put into quarantine, once and for a while, if so set")
class WhoStandsAccusedIsHeldApartTest {
    private static final long MEBI = 1 << 20;
    private static final Origin OLD = new Origin("reports", "1.0", Map.of());
    private static final Origin NEW = new Origin("reports", "1.1", Map.of());

    private final Random random = new Random(3);
    private final Blame blame = new Blame();
    private final Switch controls = new Switch(Optional.empty(), Controls.Mode.FULL);
    private Instant now = Instant.parse("2026-05-01T08:00:00Z");

    @TempDir Path folder;

    @Test
    void itRunsApartWhereItsFeatureSendsIt() {
        accuse();
        List<Quarantine> put = isolation(QuarantineSettings.Mode.AUTOMATIC).look(now);
        assertThat(put).extracting(Quarantine::name).containsExactly("release 1.1 of reports");
        assertThat(put.getFirst().why())
                .startsWith("Queries of reports 1.1 need")
                .endsWith("times the memory of 1.0");
        assertThat(apart("reports", "1.1", Lane.HEAVY)).isEqualTo(put.stream().findFirst());
        assertThat(apart("reports", "1.0", Lane.HEAVY)).isEmpty();
        assertThat(apart("home", "1.1", Lane.HEAVY)).as("another feature's 1.1").isEmpty();
        assertThat(apart("reports", "1.1", Lane.URGENT)).as("its KILL").isEmpty();
        assertThat(isolation(QuarantineSettings.Mode.AUTOMATIC).look(now)).isEmpty();
    }

    @Test
    void nobodyIsPutInWhereItIsOffOrOnlySuggested() {
        accuse();
        assertThat(isolation(QuarantineSettings.Mode.OFF).look(now)).isEmpty();
        assertThat(isolation(QuarantineSettings.Mode.OFF).suggested(now)).isEmpty();
        Isolation suggests = isolation(QuarantineSettings.Mode.SUGGEST);
        assertThat(suggests.look(now)).isEmpty();
        assertThat(suggests.suggested(now)).extracting(Quarantine::value).containsExactly("1.1");
        assertThat(controls.now().quarantines()).isEmpty();
    }

    @Test
    void whatPeopleTookOutIsNotPutInAgainNorWhatRanOut() {
        accuse();
        Isolation isolation = isolation(QuarantineSettings.Mode.AUTOMATIC);
        isolation.look(now);
        controls.change(is -> is.takenOut(By.RELEASE, "1.1", Optional.empty(), now));
        assertThat(apart("reports", "1.1", Lane.HEAVY)).isEmpty();
        assertThat(isolation.look(now)).isEmpty();

        controls.change(is -> is.with(List.of()));
        isolation.look(now);
        now = now.plus(Duration.ofHours(2));
        assertThat(apart("reports", "1.1", Lane.HEAVY)).as("after two hours").isEmpty();
        assertThat(isolation.look(now)).isEmpty();
    }

    @Test
    void aPersonPutsInAFormAFeatureOrAReleaseAndItHasAnEnd() {
        for (By by : By.values()) {
            String value = by == By.FINGERPRINT ? "f1" : by == By.FEATURE ? "reports" : "1.0";
            controls.change(is -> is.with(List.of()).with(byHand(by, value, 60), now));
            assertThat(apart("reports", "1.0", Lane.INTERACTIVE)).as("by %s", by).isPresent();
        }
        assertThatThrownBy(() -> controls.now().with(byHand(By.FEATURE, " ", 60), now))
                .hasMessage("a quarantine needs the name of what it holds apart");
        assertThatThrownBy(() -> controls.now().with(byHand(By.FEATURE, "x", 0), now))
                .hasMessageContaining("must end after now and within 30 days");
    }

    @Test
    void whatRanThereSaysNothingAboutTheReleaseButThatItIsThere() {
        accuse();
        double before = blame.accused(now).getFirst().evidence();
        for (int i = 0; i < 900; i++) {
            blame.ended(use(NEW, MEBI, true), now = now.plusSeconds(1));
        }
        assertThat(blame.accused(now).getFirst().evidence()).isEqualTo(before);
        assertThat(blame.look(now).ended()).as("quiet for ten minutes").isEmpty();
    }

    @Test
    void itOutlivesARestartAndAFileOfBeforeHasNone() throws IOException {
        var first = new Switch(Optional.of(folder), Controls.Mode.FULL);
        Quarantine one = byHand(By.RELEASE, "1.1", 600);
        first.change(is -> is.with(one, now));
        assertThat(new Switch(Optional.of(folder), Controls.Mode.FULL).now().quarantines())
                .containsExactly(one);

        Files.writeString(
                folder.resolve("controls.json"),
                "{\"mode\":\"LIGHT\",\"draining\":false,\"blocks\":[]}");
        Controls old = new Switch(Optional.of(folder), Controls.Mode.FULL).now();
        assertThat(old.mode()).isEqualTo(Controls.Mode.LIGHT);
        assertThat(old.quarantines()).isEmpty();
    }

    @Test
    void guardsThatShareNodesKnowOfItWhicheverOfThemWasTold() {
        var table = new Table();
        var there = new Switch(Optional.empty(), Controls.Mode.FULL);
        QuarantineTalk here = talk(table, controls);
        QuarantineTalk other = talk(table, there);
        controls.change(is -> is.with(byHand(By.RELEASE, "1.1", 600), now));
        table.isAway = true;
        here.talk();
        other.talk();
        assertThat(apart("reports", "1.1", Lane.HEAVY)).as("while it is away").isPresent();
        table.isAway = false;
        here.talk();
        other.talk();
        assertThat(there.now().quarantines()).extracting(Quarantine::value).containsExactly("1.1");

        there.change(is -> is.takenOut(By.RELEASE, "1.1", Optional.empty(), now));
        other.talk();
        here.talk();
        assertThat(apart("reports", "1.1", Lane.HEAVY)).isEmpty();

        there.change(is -> is.with(byHand(By.FEATURE, "home", 600), now));
        other.talk();
        table.rows = List.of();
        other.talk();
        other.talk();
        assertThat(table.rows).as("lost, and told again").hasSize(2);
    }

    private QuarantineTalk talk(QuarantineTable table, Switch of) {
        return new QuarantineTalk(table, List.of("n"), of, () -> now);
    }

    /// As the database does it: the last word about each counts.
    private static final class Table implements QuarantineTable {
        private boolean isAway;
        private List<Quarantine> rows = List.of();

        @Override
        public List<Quarantine> exchange(List<String> nodes, List<Quarantine> changed) {
            if (isAway) {
                throw new IllegalStateException("away");
            }
            rows =
                    Stream.concat(
                                    rows.stream()
                                            .filter(row ->
                                                    changed.stream()
                                                            .noneMatch(one ->
                                                                    one.key().equals(row.key()))),
                                    changed.stream().map(one -> one.told(true)))
                            .toList();
            return rows;
        }
    }

    private Optional<Quarantine> apart(String feature, String release, Lane lane) {
        return controls.now().rule(new Caller("f1", feature, release, lane), now)
                        instanceof Ruling.Guarded(_, Optional<Quarantine> in)
                ? in
                : Optional.empty();
    }

    private Isolation isolation(QuarantineSettings.Mode mode) {
        return new Isolation(
                new QuarantineSettings(mode, Duration.ofHours(2), 10, 2), controls, blame);
    }

    private Quarantine byHand(By by, String value, long seconds) {
        return new Quarantine(
                by,
                value,
                Optional.empty(),
                "too heavy",
                now,
                now.plusSeconds(seconds),
                Quarantine.Who.PERSON,
                false);
    }

    private void accuse() {
        for (int second = 0; second < 660; second++) {
            Origin origin = second < 600 ? OLD : NEW;
            blame.ended(use(origin, (second < 600 ? 60 : 240) * MEBI, false), now);
            now = now.plusSeconds(1);
        }
        blame.look(now);
    }

    private QueryUse use(Origin origin, long bytes, boolean isApart) {
        return new QueryUse(
                origin,
                1,
                "SELECT 1",
                QueryUse.End.ANSWERED,
                (long) (bytes * Math.exp(random.nextGaussian() * 0.3)),
                1_000,
                Spill.UNKNOWN,
                isApart,
                Duration.ofMillis(300));
    }
}
