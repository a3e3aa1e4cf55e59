package dev.bellwether.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.AlertId;
import dev.bellwether.model.Channel;
import dev.bellwether.model.ChannelsSetUp;
import dev.bellwether.model.ContactMethod;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.Person;
import dev.bellwether.model.PersonId;
import dev.bellwether.model.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The readiness score: drills that were answered in time, and ways by which a page arrives.
class TheScoreSaysHowSureItIsTest {
    private static final Instant NOW = Instant.parse("2026-05-01T08:00:00Z");
    private static final ContactMethod MAIL = method("m", Channel.EMAIL, true);
    private static final ContactMethod SMS = method("s", Channel.SMS, true);
    private static final ContactMethod MORE = method("n", Channel.EMAIL, true);
    private static final ContactMethod VOICE = method("v", Channel.VOICE, true);
    private static final ContactMethod NEW = method("w", Channel.TELEGRAM, false);

    private static ContactMethod method(String id, Channel channel, boolean verified) {
        return new ContactMethod(id, channel, "to-" + id, verified);
    }

    private static Person ada(ContactMethod... methods) {
        return new Person(
                new PersonId("ada"),
                new OrganizationId("acme"),
                "Ada",
                "ada@acme.example",
                Role.RESPONDER,
                true,
                List.of(methods));
    }

    /// @param days ago
    /// @param answered after so many seconds; below 0 never
    private static Drill drill(double days, int answered) {
        Instant at = NOW.minus(Duration.ofSeconds((long) (days * 86_400)));
        return new Drill(
                new AlertId("drill-" + days),
                new PersonId("ada"),
                at,
                answered < 0 ? Optional.empty() : Optional.of(at.plusSeconds(answered)));
    }

    private static Readiness score(Person person, Drill... drills) {
        return Readiness.of(person, ChannelsSetUp.all(), List.of(drills), NOW);
    }

    @Test
    void aWayToReachThemIsFifteenAndASecondChannelAsMuch() {
        Object[][] table = {
            {ada(), 0, 0},
            {ada(NEW), 0, 0},
            {ada(MAIL), 15, 1},
            {ada(MAIL, MORE), 15, 1},
            {ada(MAIL, SMS), 30, 2},
            {ada(MAIL, SMS, VOICE), 30, 3},
            {ada(MAIL, NEW), 15, 1},
        };
        for (Object[] row : table) {
            Readiness readiness = score((Person) row[0]);
            assertThat(readiness.score()).as("%s", row[0]).isEqualTo(row[1]);
            assertThat(readiness.channels()).as("%s", row[0]).isEqualTo(row[2]);
            assertThat(readiness.last()).isEmpty();
        }
        Readiness withoutSms =
                Readiness.of(
                        ada(MAIL, SMS),
                        method ->
                                method.channel() == Channel.SMS
                                        ? Optional.of("not set up")
                                        : Optional.empty(),
                        List.of(),
                        NOW);
        assertThat(withoutSms.score()).isEqualTo(15);
    }

    @Test
    void theLastFourDrillsOfNinetyDaysAreSeventy() {
        Object[][] table = {
            {new Drill[] {drill(1, 30)}, 1, 1, 85},
            {new Drill[] {drill(1, 600)}, 1, 1, 85},
            {new Drill[] {drill(1, 601)}, 1, 0, 15},
            {new Drill[] {drill(1, -1)}, 1, 0, 15},
            {new Drill[] {drill(1, 30), drill(2, -1)}, 2, 1, 50},
            {new Drill[] {drill(89.9, 30)}, 1, 1, 85},
            {new Drill[] {drill(90, 30)}, 0, 0, 15},
            // Still under way: neither for nor against.
            {new Drill[] {drill(0.001, -1), drill(2, 30)}, 1, 1, 85},
            {
                new Drill[] {drill(1, -1), drill(2, 5), drill(3, 5), drill(4, 5), drill(5, -1)},
                4,
                3,
                67
            },
        };
        for (Object[] row : table) {
            Readiness readiness = score(ada(MAIL), (Drill[]) row[0]);
            String which = Arrays.toString((Drill[]) row[0]);
            assertThat(readiness.drills()).as(which).isEqualTo(row[1]);
            assertThat(readiness.acknowledged()).as(which).isEqualTo(row[2]);
            assertThat(readiness.score()).as(which).isEqualTo(row[3]);
            assertThat(readiness.last()).contains(((Drill[]) row[0])[0]);
        }
        Readiness nobody = score(ada(NEW), drill(1, 30));
        assertThat(nobody.score()).isZero();
        assertThat(nobody.unreachable()).contains("has no verified contact method");
        assertThat(nobody.person()).isEqualTo(new PersonId("ada"));
    }

    @Test
    void aTeamsIsTheMeanOfItsPeople() {
        assertThat(Readiness.score(List.of())).isZero();
        List<Readiness> team =
                IntStream.range(0, 4)
                        .mapToObj(i -> i == 0 ? score(ada(MAIL), drill(1, 30)) : score(ada(MAIL)))
                        .toList();
        assertThat(Readiness.score(team)).isEqualTo(33);
        assertThat(Readiness.score(team.subList(1, 4))).isEqualTo(15);
    }
}
