package dev.bellwether.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bellwether.model.Actor;
import dev.bellwether.model.Check;
import dev.bellwether.model.CheckChanged;
import dev.bellwether.model.CheckId;
import dev.bellwether.model.CheckSpec;
import dev.bellwether.model.Conflict;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.NotFound;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.Status;
import dev.bellwether.store.Line;
import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.TestStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A check is saved with all its problems told at once, and the journal hears of it.
class ChecksTest {
    private static final Actor EVE = Actor.automation("test", "test");
    private static final OrganizationId ACME = TestProbes.ACME;

    @OnEachStore
    void whatIsSavedIsReadBackAndTold(TestStore test) {
        var checks =
                new Checks(
                        test.store(),
                        Networks.publicOnly(),
                        TestProbes.ANY_PROVIDER,
                        TestProbes.SECRETS);
        Check check = TestProbes.check("home", CheckSpec.Http.get("https://shop.example/"));
        assertThat(checks.save(check, EVE)).isEqualTo(check);
        checks.save(check, EVE);
        assertThat(checks.get(ACME, check.id())).isEqualTo(check);
        assertThat(checks.ofService(ACME, check.service())).containsExactly(check);
        assertThat(test.store().journal().read(0, 10))
                .extracting(Line::fact)
                .containsExactly(new CheckChanged(check, EVE));
    }

    @OnEachStore
    void anotherOrganizationSeesAndChangesNothing(TestStore test) {
        var checks =
                new Checks(
                        test.store(),
                        Networks.publicOnly(),
                        TestProbes.ANY_PROVIDER,
                        TestProbes.SECRETS);
        Check check = TestProbes.check("home", CheckSpec.Http.get("https://shop.example/"));
        checks.save(check, EVE);
        var other = new OrganizationId("other");
        assertThat(checks.find(other, check.id())).isEmpty();
        assertThatThrownBy(() -> checks.remove(other, check.id(), EVE))
                .isInstanceOf(NotFound.class);
        var stolen =
                new Check(
                        check.id(),
                        other,
                        new ServiceId("x"),
                        "x",
                        check.spec(),
                        check.interval(),
                        check.timeout(),
                        Optional.empty(),
                        Status.DEGRADED,
                        check.recovery(),
                        List.of(),
                        false);
        assertThatThrownBy(() -> checks.save(stolen, EVE)).isInstanceOf(Conflict.class);
        assertThat(checks.list(other, Optional.empty(), 10).items()).isEmpty();
    }

    @OnEachStore
    void aListIsReadSliceBySlice(TestStore test) {
        var checks =
                new Checks(
                        test.store(),
                        Networks.publicOnly(),
                        TestProbes.ANY_PROVIDER,
                        TestProbes.SECRETS);
        for (int i = 0; i < 5; i++) {
            checks.save(TestProbes.check("c" + i, CheckSpec.Http.get("https://a.example/")), EVE);
        }
        var first = checks.list(ACME, Optional.empty(), 3);
        assertThat(first.items()).extracting(c -> c.id().value()).containsExactly("c0", "c1", "c2");
        var second = checks.list(ACME, first.next(), 3);
        assertThat(second.items()).extracting(c -> c.id().value()).containsExactly("c3", "c4");
        assertThat(second.next()).isEmpty();
    }

    @OnEachStore
    void twoHeartbeatsCannotShareAToken(TestStore test) {
        var checks =
                new Checks(
                        test.store(),
                        Networks.publicOnly(),
                        TestProbes.ANY_PROVIDER,
                        TestProbes.SECRETS);
        var spec =
                new CheckSpec.Heartbeat(
                        Checks.newToken(),
                        Duration.ofHours(1),
                        Duration.ZERO,
                        Optional.of("0 3 * * *"),
                        "Europe/Berlin");
        checks.save(TestProbes.check("a", spec), EVE);
        assertThatThrownBy(() -> checks.save(TestProbes.check("b", spec), EVE))
                .isInstanceOf(Conflict.class);
    }

    @Test
    void everyProblemIsToldAtOnce() {
        var bad =
                new Check(
                        new CheckId("bad"),
                        ACME,
                        new ServiceId("shop"),
                        " ",
                        new CheckSpec.Http(
                                "FETCH",
                                "ftp://shop.example",
                                Map.of("Content-Length", "7", "X", "a\nb"),
                                "",
                                "20x",
                                Optional.of(""),
                                Optional.empty(),
                                Optional.of("queue < 3"),
                                99,
                                false),
                        Duration.ofSeconds(4),
                        Duration.ofSeconds(9),
                        Optional.of(Duration.ofSeconds(10)),
                        Status.OPERATIONAL,
                        new Check.Recovery(0, Duration.ofDays(2)),
                        List.of("fra", "fra", "Frankfurt"),
                        false);
        assertThat(problems(bad))
                .containsExactlyInAnyOrder(
                        "name",
                        "interval",
                        "timeout",
                        "degradedAbove",
                        "whenDown",
                        "recovery.successes",
                        "recovery.over",
                        "places",
                        "places[2]",
                        "spec.url",
                        "spec.method",
                        "spec.headers",
                        "spec.headers.X",
                        "spec.statuses",
                        "spec.keyword",
                        "spec.json",
                        "spec.maxRedirects");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "shop.example",
                "http://",
                "http://shop.example:0/",
                "http://shop.example:65536/",
                "http://eve:secret@shop.example/",
                "http://shop..example/",
                "http://-shop.example/",
                "http://shop.example/a b",
                "http://[::1/",
                "http://127.1/",
                "http://0x7f000001/",
                "http://2130706433/",
                "http://017700000001/",
                "http://127.0.0.1/",
                "http://localhost/",
                "http://10.1.2.3/",
                "http://169.254.169.254/latest/meta-data",
                "http://[::1]/",
                "http://[::ffff:10.0.0.1]/",
                "http://[64:ff9b::a00:1]/",
                "http://[fd00::1]/",
                "http://0.0.0.0/"
            })
    void aTargetThatDoesNotParseOrMayNotBeReachedIsRefused(String url) {
        assertThat(problems(TestProbes.check("c", CheckSpec.Http.get(url))))
                .containsExactly("spec.url");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://shop.example",
                "HTTPS://Shop.Example:8443/a?b=c#d",
                "https://bücher.example/süß",
                "http://my_service.example./x",
                "http://[2606:4700:4700::1111]:80/",
                "http://1.1.1.1/?q=a@b"
            })
    void aGoodAddressIsTaken(String url) {
        CheckRules.require(
                TestProbes.check("c", CheckSpec.Http.get(url)),
                Networks.publicOnly(),
                TestProbes.ANY_PROVIDER);
    }

    @Test
    void otherKindsAreHeldToTheirRulesToo() {
        assertThat(problems(TestProbes.check("c", new CheckSpec.Tcp("a b", 0, Optional.of("")))))
                .containsExactlyInAnyOrder("spec.host", "spec.port", "spec.expect");
        assertThat(problems(TestProbes.check("c", new CheckSpec.Tls("10.0.0.1", 443, -1))))
                .containsExactlyInAnyOrder("spec.host", "spec.daysLeft");
        assertThat(problems(TestProbes.check("c", new CheckSpec.Ping("::1"))))
                .containsExactly("spec.host");
        var dns = new CheckSpec.Dns("1.1.1.1", "AXFR", List.of(""), Optional.of("127.0.0.1:x"));
        assertThat(problems(TestProbes.check("c", dns)))
                .containsExactlyInAnyOrder(
                        "spec.name", "spec.type", "spec.expected[0]", "spec.resolver");
        var beat =
                new CheckSpec.Heartbeat(
                        "short",
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(-1),
                        Optional.of("61 * * * *"),
                        "Mars/Base");
        assertThat(problems(TestProbes.check("c", beat)))
                .containsExactlyInAnyOrder("spec.token", "spec.grace", "spec.cron", "spec.zone");
    }

    private static List<String> problems(Check check) {
        InvalidInput refused =
                catchThrowableOfType(
                        InvalidInput.class,
                        () ->
                                CheckRules.require(
                                        check, Networks.publicOnly(), TestProbes.ANY_PROVIDER));
        return refused.problems().stream().map(InvalidInput.Problem::field).toList();
    }
}
