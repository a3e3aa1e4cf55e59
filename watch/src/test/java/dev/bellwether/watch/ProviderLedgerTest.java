package dev.bellwether.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.Actor;
import dev.bellwether.model.AlertId;
import dev.bellwether.model.Channel;
import dev.bellwether.model.Check;
import dev.bellwether.model.CheckId;
import dev.bellwether.model.CheckSpec;
import dev.bellwether.model.CheckState;
import dev.bellwether.model.DeliveryChanged;
import dev.bellwether.model.DeliveryId;
import dev.bellwether.model.Fact;
import dev.bellwether.model.Impact;
import dev.bellwether.model.Incident;
import dev.bellwether.model.IncidentChanged;
import dev.bellwether.model.IncidentId;
import dev.bellwether.model.IncidentStatus;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.ProviderChanged;
import dev.bellwether.model.ProviderId;
import dev.bellwether.model.ProviderIncident;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.Status;
import dev.bellwether.model.VerdictChanged;
import dev.bellwether.model.VerdictId;
import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.TestStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// For each outage: when we saw a sign, when they posted, when our page showed it, when the first
/// person was called. And from these, how far a provider's page is to be trusted.
class ProviderLedgerTest {
    private static final OrganizationId ACME = new OrganizationId("acme");
    private static final ProviderId STRIPE = new ProviderId("stripe");
    private static final ServiceId SHOP = new ServiceId("shop");
    private static final CheckId OWN = new CheckId("owncheck0001");
    private static final IncidentId INCIDENT = new IncidentId("incident0001");

    private static void checks(TestStore test) {
        Follow.check(test.store(), ACME, STRIPE);
        test.store()
                .run(tx ->
                        CheckRows.save(
                                tx,
                                new Check(
                                        OWN,
                                        ACME,
                                        SHOP,
                                        "Checkout",
                                        CheckSpec.Http.get("https://shop.example/pay"),
                                        Check.DEFAULT_INTERVAL,
                                        Check.DEFAULT_TIMEOUT,
                                        Optional.empty(),
                                        Status.MAJOR_OUTAGE,
                                        Check.Recovery.DEFAULT,
                                        List.of(),
                                        false),
                                Optional.empty()));
    }

    private static void says(TestStore test, OrganizationId organization, Fact fact) {
        test.store().run(tx -> tx.journal(organization, fact));
    }

    private static VerdictChanged own(TestStore test, Status before, Status status) {
        Instant now = test.clock().instant();
        return new VerdictChanged(
                new VerdictId("v" + now.getEpochSecond()),
                OWN,
                SHOP,
                "Checkout",
                CheckState.UP,
                CheckState.DOWN,
                before,
                status,
                "",
                now.minusSeconds(4),
                now);
    }

    private static ProviderChanged post(TestStore test, Status before, Status status) {
        Instant now = test.clock().instant();
        List<ProviderIncident> incidents =
                status == Status.OPERATIONAL
                        ? List.of()
                        : List.of(
                                new ProviderIncident(
                                        "i",
                                        "Payments fail",
                                        "investigating",
                                        Impact.MAJOR,
                                        now.minusSeconds(600),
                                        now,
                                        "",
                                        ""));
        return new ProviderChanged(STRIPE, Optional.empty(), before, status, "", incidents, now);
    }

    private static IncidentChanged opened(TestStore test) {
        Instant now = test.clock().instant();
        return new IncidentChanged(
                new Incident(
                        INCIDENT,
                        ACME,
                        "Checkout",
                        IncidentStatus.INVESTIGATING,
                        Impact.CRITICAL,
                        now,
                        now,
                        now,
                        Optional.empty(),
                        Optional.empty(),
                        Map.of(SHOP, Status.MAJOR_OUTAGE),
                        List.of(),
                        Optional.empty(),
                        true,
                        Incident.Wheel.AUTOMATION,
                        false),
                IncidentChanged.What.OPENED,
                Actor.automation("incident", ""));
    }

    private static ProviderRecord record(TestStore test) throws Exception {
        var reaction = test.store().journal().reaction("ledger-test", new ProviderLedger());
        reaction.run(test.clock().instant());
        return ProviderRecord.of(
                test.store().read(sql -> ProviderOutageRows.of(sql, ACME, STRIPE, 100)));
    }

    @OnEachStore
    void whoKnewWhen(TestStore test) throws Exception {
        checks(test);
        Instant begin = test.clock().instant();
        says(test, ACME, own(test, Status.OPERATIONAL, Status.MAJOR_OUTAGE));
        test.clock().move(Duration.ofSeconds(1));
        says(test, ACME, opened(test));
        test.clock().move(Duration.ofSeconds(2));
        says(
                test,
                ACME,
                new DeliveryChanged(
                        new DeliveryId("d1"),
                        Optional.of(new AlertId("a1")),
                        Optional.of(INCIDENT),
                        Optional.empty(),
                        Channel.EMAIL,
                        DeliveryChanged.State.DELIVERED,
                        1,
                        false,
                        ""));
        test.clock().move(Duration.ofMinutes(17));
        says(test, OrganizationId.SYSTEM, post(test, Status.OPERATIONAL, Status.PARTIAL_OUTAGE));
        Instant posted = test.clock().instant();
        test.clock().move(Duration.ofMinutes(1));
        says(test, ACME, own(test, Status.MAJOR_OUTAGE, Status.OPERATIONAL));
        test.clock().move(Duration.ofMinutes(20));
        says(test, OrganizationId.SYSTEM, post(test, Status.PARTIAL_OUTAGE, Status.OPERATIONAL));

        List<ProviderOutage> outages = record(test).outages();
        assertThat(outages).hasSize(1);
        ProviderOutage outage = outages.getFirst();
        assertThat(outage.sign()).contains(begin.minusSeconds(4));
        assertThat(outage.signedBy()).isEqualTo("Checkout");
        assertThat(outage.page()).contains(begin.plusSeconds(1));
        assertThat(outage.call()).contains(begin.plusSeconds(3));
        assertThat(outage.post()).contains(posted);
        assertThat(outage.claimed()).contains(posted.minusSeconds(600));
        assertThat(outage.lead()).contains(Duration.ofSeconds(17 * 60 + 7));
        assertThat(outage.ended()).contains(test.clock().instant());
    }

    @OnEachStore
    void anOutageThatIsNeverPostedEndsWithOurChecksAndALatePostStillCounts(TestStore test)
            throws Exception {
        checks(test);
        says(test, ACME, own(test, Status.OPERATIONAL, Status.MAJOR_OUTAGE));
        test.clock().move(Duration.ofMinutes(10));
        says(test, ACME, own(test, Status.MAJOR_OUTAGE, Status.OPERATIONAL));
        assertThat(record(test).outages().getFirst().ended()).contains(test.clock().instant());
        test.clock().move(Duration.ofMinutes(30));
        says(test, OrganizationId.SYSTEM, post(test, Status.OPERATIONAL, Status.DEGRADED));
        assertThat(record(test).outages())
                .singleElement()
                .satisfies(outage -> {
                    assertThat(outage.ended()).isEmpty();
                    assertThat(outage.lead().orElseThrow()).isGreaterThan(Duration.ofMinutes(40));
                });
    }

    @OnEachStore
    void whoeverDoesNotFollowHasNoLedger(TestStore test) throws Exception {
        says(test, OrganizationId.SYSTEM, post(test, Status.OPERATIONAL, Status.MAJOR_OUTAGE));
        assertThat(record(test).outages()).isEmpty();
    }

    /// @param minutes until it was posted; negative never
    private static ProviderOutage outage(int minutes) {
        Instant begin = Instant.parse("2026-05-01T08:00:00Z");
        return new ProviderOutage(
                "x",
                ACME,
                STRIPE,
                begin,
                Optional.of(begin),
                "Checkout",
                minutes < 0
                        ? Optional.empty()
                        : Optional.of(begin.plus(Duration.ofMinutes(minutes))),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "",
                Optional.of(begin.plus(Duration.ofHours(3))));
    }

    private static Optional<AccuracyGrade> grade(int... minutes) {
        var outages = new ArrayList<ProviderOutage>();
        for (int m : minutes) {
            outages.add(outage(m));
        }
        return AccuracyGrade.of(outages);
    }

    @Test
    void theGradeFollowsItsFormula() {
        assertThat(grade(1, 1)).as("too few").isEmpty();
        assertThat(grade(0, 5, 5)).contains(AccuracyGrade.A);
        assertThat(grade(6, 15, 12)).as("0.8").contains(AccuracyGrade.B);
        assertThat(grade(30, 16, 20)).as("0.6").contains(AccuracyGrade.C);
        assertThat(grade(3, 61, 90)).as("0.47").contains(AccuracyGrade.D);
        assertThat(grade(60, 45, 31)).as("0.4").contains(AccuracyGrade.E);
        assertThat(grade(100, 200, 300)).as("0.2").contains(AccuracyGrade.F);
        assertThat(grade(-1, -1, 1)).as("0.33").contains(AccuracyGrade.E);
        assertThat(grade(-1, -1, -1)).contains(AccuracyGrade.F);
    }
}
