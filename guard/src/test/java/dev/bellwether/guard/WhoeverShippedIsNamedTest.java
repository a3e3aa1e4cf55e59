package dev.bellwether.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.model.GuardAlarm;
import dev.bellwether.model.GuardAlarms;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The release that sends heavier queries is named, and no other")
class WhoeverShippedIsNamedTest {
    private static final long MEBI = 1 << 20;
    private static final Origin OLD = new Origin("reports", "1.0", Map.of());
    private static final Origin NEW = new Origin("reports", "1.1", Map.of());

    private final Random random = new Random(11);
    private final Blame blame = new Blame();
    private final List<BlameFinding> raised = new ArrayList<>();
    private final List<Blame.Ended> ended = new ArrayList<>();
    private Instant now = Instant.parse("2026-03-01T08:00:00Z");

    @Test
    void withinAMinuteWhenItIsFourTimesAsHeavy() {
        minutes(10, OLD, 1, () -> around(60 * MEBI));
        Instant shipped = now;
        minutes(1, NEW, 1, () -> around(240 * MEBI));

        assertThat(raised).hasSize(1);
        BlameFinding found = raised.getFirst();
        assertThat(found.side()).isEqualTo("1.1");
        assertThat(found.baseline()).isEqualTo("1.0");
        assertThat(found.since()).isEqualTo(shipped);
        assertThat(found.interval().contains(4)).as("%s", found.interval()).isTrue();
        assertThat(found.form().orElseThrow().fingerprint()).isEqualTo(1);
        assertThat(BlameAlarms.suspects(blame, now).getFirst().name()).isEqualTo("1.1");
    }

    @Test
    void byAQueryThatIsNew() {
        minutes(10, OLD, 1, () -> around(60 * MEBI));
        for (int i = 0; i < 5; i++) {
            minutes(1, NEW, 1, () -> around(60 * MEBI));
            minutes(1, NEW, 2, () -> around(400 * MEBI));
        }

        assertThat(raised).hasSize(1);
        assertThat(raised.getFirst().by()).isEqualTo(BlameFinding.By.ALL_QUERIES);
        assertThat(raised.getFirst().form().orElseThrow())
                .matches(form -> form.fingerprint() == 2 && form.isNew());
    }

    @Test
    void aVariationAgainstItsControl() {
        for (int i = 0; i < 120; i++) {
            query(new Origin("", "", Map.of("wide", "on")), 1, around(120 * MEBI), 1_000);
            query(new Origin("", "", Map.of("wide", "off")), 1, around(60 * MEBI), 1_000);
            step();
        }

        assertThat(raised).extracting(BlameFinding::side).containsExactly("on");
        assertThat(raised.getFirst())
                .matches(found -> found.flag().equals("wide") && found.baseline().equals("off"));
    }

    @Test
    void notOneThatNeedsLessOrThatReadsLessForTheSame() {
        minutes(10, OLD, 1, () -> around(100 * MEBI));
        minutes(10, NEW, 1, () -> around(25 * MEBI));
        for (int i = 0; i < 600; i++) {
            query(new Origin("reports", "1.2", Map.of()), 1, around(25 * MEBI), 10);
            step();
        }
        assertThat(raised).isEmpty();
    }

    @Test
    void notTheFirstReleaseThereIsNorOneThatAskedTooLittle() {
        minutes(10, OLD, 1, () -> around(900 * MEBI));
        // One burst, however many queries.
        for (int i = 0; i < 1_000; i++) {
            query(NEW, 1, 40_000 * MEBI, 1_000);
        }
        now = now.plusSeconds(30);
        look();
        assertThat(raised).isEmpty();
    }

    @Test
    void notForQueriesThatAreSmallAnyway() {
        minutes(10, OLD, 1, () -> around(MEBI));
        minutes(10, NEW, 1, () -> around(6 * MEBI));
        assertThat(raised).isEmpty();
    }

    /// The chance is at most one in a hundred for all that is watched at once; of so many worlds
    /// with these seeds, none.
    @Test
    void notByChance() {
        for (int world = 0; world < 20; world++) {
            var watched = new Blame();
            var dice = new Random(world);
            Instant time = now;
            for (int second = 0; second < 3_600; second += 1 + dice.nextInt(4)) {
                time = now.plusSeconds(second);
                Origin origin = second < 1_200 ? OLD : NEW;
                long form = dice.nextInt(4);
                double bytes = (30 << form) * MEBI * Math.exp(dice.nextGaussian() * 0.7);
                watched.ended(use(origin, form, (long) bytes, 1_000), time);
                if (second % 5 == 0) {
                    assertThat(watched.look(time).raised()).as("seed %d", world).isEmpty();
                }
            }
        }
    }

    @Test
    void untilNothingComesFromIt() {
        minutes(10, OLD, 1, () -> around(60 * MEBI));
        minutes(5, NEW, 1, () -> around(240 * MEBI));
        minutes(5, OLD, 1, () -> around(60 * MEBI));
        assertThat(ended).isEmpty();
        minutes(6, OLD, 1, () -> around(60 * MEBI));
        assertThat(ended).containsExactly(new Blame.Ended("reports", "", "1.1"));
        assertThat(raised).hasSize(1);
    }

    @Test
    void orUntilItIsForgottenForOthers() {
        minutes(10, OLD, 1, () -> around(60 * MEBI));
        minutes(5, NEW, 1, () -> around(240 * MEBI));
        for (int i = 0; i < 300; i++) {
            query(new Origin("feature-" + i, "1", Map.of()), 1, 60 * MEBI, 1);
        }
        look();
        assertThat(ended).containsExactly(new Blame.Ended("reports", "", "1.1"));
        assertThat(blame.forgotten()).isEqualTo(101);
    }

    @Test
    void inWordsThatSayWhatWasMeasured() {
        var told = new ArrayList<GuardAlarm>();
        var over = new ArrayList<String>();
        var alarms = alarms(told, over, List.of());
        for (int i = 0; i < 600; i++) {
            query(i < 300 ? OLD : NEW, 1, around((i < 300 ? 60 : 240) * MEBI), 1_000);
            now = now.plusSeconds(1);
            alarms.look(now);
        }
        alarms.look(now.plus(Duration.ofMinutes(10)));

        assertThat(told).hasSize(1);
        GuardAlarm alarm = told.getFirst();
        assertThat(alarm.summary())
                .matches("Queries of reports 1.1 need [34].\\d times the memory of 1.0");
        assertThat(alarm.evidence())
                .contains("95 %")
                .contains("Per row read: ")
                .contains("Most of it: query 0000000000000001, known")
                .contains("A comparison of before and after");
        assertThat(alarm.suspects()).hasSize(1);
        assertThat(over).containsExactly(alarm.key());
    }

    @Test
    void alsoWhenNobodyTakesAlarmsForAWhile() {
        var told = new ArrayList<String>();
        var isAway = new AtomicBoolean(true);
        var alarms =
                new BlameAlarms(
                        blame,
                        new GuardAlarms() {
                            @Override
                            public void raise(GuardAlarm alarm) {
                                if (isAway.get()) {
                                    throw new IllegalStateException("away");
                                }
                                told.add(alarm.key());
                            }

                            @Override
                            public void end(OrganizationId organization, String key) {
                                told.add("end " + key);
                            }

                            @Override
                            public List<GuardAlarm> open(OrganizationId organization) {
                                return List.of();
                            }
                        },
                        new OrganizationId("acme"),
                        new ServiceId("reporting"),
                        true);
        for (int i = 0; i < 600; i++) {
            query(i < 300 ? OLD : NEW, 1, around((i < 300 ? 60 : 240) * MEBI), 1_000);
            now = now.plusSeconds(1);
        }
        assertThatThrownBy(() -> alarms.look(now)).hasMessage("away");
        assertThatThrownBy(() -> alarms.look(now)).hasMessage("away");
        isAway.set(false);
        alarms.look(now);
        alarms.look(now);
        assertThat(told).containsExactly(BlameAlarms.key("reports", "", "1.1"));
        assertThat(blame.accused(now)).extracting(BlameFinding::side).containsExactly("1.1");
    }

    @Test
    void whatWasRaisedBeforeTheGuardWasStartedAgainEndsWhenItIsQuiet() {
        var told = new ArrayList<GuardAlarm>();
        var over = new ArrayList<String>();
        GuardAlarm old =
                new GuardAlarm(
                        new OrganizationId("acme"),
                        BlameAlarms.key("reports", "", "1.1"),
                        GuardAlarm.Kind.RELEASE_HEAVIER,
                        new ServiceId("reporting"),
                        true,
                        Severity.WARNING,
                        "heavier",
                        "as measured before",
                        List.of(),
                        now);
        var alarms = alarms(told, over, List.of(old));
        alarms.look(now);
        for (int i = 0; i < 300; i++) {
            query(NEW, 1, 60 * MEBI, 1_000);
            now = now.plusSeconds(1);
            alarms.look(now);
        }
        alarms.look(now.plus(Duration.ofMinutes(9)));
        assertThat(over).as("something came from it").isEmpty();
        alarms.look(now.plus(Duration.ofMinutes(10)));
        alarms.look(now.plus(Duration.ofMinutes(11)));
        assertThat(over).containsExactly(old.key());
        assertThat(told).isEmpty();
    }

    private BlameAlarms alarms(List<GuardAlarm> told, List<String> over, List<GuardAlarm> before) {
        return new BlameAlarms(
                blame,
                new GuardAlarms() {
                    @Override
                    public void raise(GuardAlarm alarm) {
                        told.add(alarm);
                    }

                    @Override
                    public void end(OrganizationId organization, String key) {
                        over.add(key);
                    }

                    @Override
                    public List<GuardAlarm> open(OrganizationId organization) {
                        return before;
                    }
                },
                new OrganizationId("acme"),
                new ServiceId("reporting"),
                true);
    }

    private void minutes(int count, Origin origin, long form, LongSupplier bytes) {
        for (int second = 0; second < 60 * count; second++) {
            query(origin, form, bytes.getAsLong(), 1_000);
            step();
        }
    }

    private void step() {
        now = now.plusSeconds(1);
        if (now.getEpochSecond() % 5 == 0) {
            look();
        }
    }

    private void look() {
        Blame.Look look = blame.look(now);
        raised.addAll(look.raised());
        ended.addAll(look.ended());
    }

    private void query(Origin origin, long form, long bytes, long rows) {
        blame.ended(use(origin, form, bytes, rows), now);
    }

    private long around(long bytes) {
        return (long) (bytes * Math.exp(random.nextGaussian() * 0.3));
    }

    private static QueryUse use(Origin origin, long form, long bytes, long rows) {
        return new QueryUse(
                origin,
                form,
                "SELECT " + form,
                QueryUse.End.ANSWERED,
                bytes,
                rows,
                Spill.UNKNOWN,
                Duration.ofMillis(300));
    }
}
