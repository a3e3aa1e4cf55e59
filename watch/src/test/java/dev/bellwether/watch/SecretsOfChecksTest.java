package dev.bellwether.watch;

import static dev.bellwether.watch.TestProbes.ACME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.model.Actor;
import dev.bellwether.model.Check;
import dev.bellwether.model.CheckChanged;
import dev.bellwether.model.CheckSpec;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.ProbeResult.Outcome;
import dev.bellwether.model.Secrets;
import dev.bellwether.model.Timings;
import dev.bellwether.store.Json;
import dev.bellwether.store.Line;
import dev.bellwether.store.MovableClock;
import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.TestStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// What is secret in a check is sealed wherever it is kept, sent as it is, and kept on an edit that
/// does not touch it.
class SecretsOfChecksTest {
    private static final Actor EVE = Actor.automation("test", "test");
    private static final CheckSeal SEAL = new CheckSeal(TestProbes.SECRETS);

    private static Checks checks(TestStore test) {
        return new Checks(
                test.store(), Networks.publicOnly(), TestProbes.ANY_PROVIDER, TestProbes.SECRETS);
    }

    private static Check http(String id, Map<String, String> headers, String body) {
        var http = CheckSpec.Http.get("https://shop.example/");
        return TestProbes.check(id, http.withSecrets(headers, body));
    }

    private static Check heartbeat(String token) {
        return TestProbes.check(
                "beat",
                new CheckSpec.Heartbeat(
                        token, Duration.ofHours(1), Duration.ZERO, Optional.empty(), "Etc/UTC"));
    }

    private static Check stored(TestStore test, Check check) {
        return test.store().read(sql -> CheckRows.find(sql, ACME, check.id())).orElseThrow();
    }

    private static void storeOpen(TestStore test, Check check) {
        test.store().run(tx -> CheckRows.save(tx, check, Optional.empty()));
    }

    @OnEachStore
    void rowsAndJournalHoldSealsAndNoSecret(TestStore test) {
        Check check = http("home", Map.of("Authorization", "hush-hush"), "pass=swordfish");
        Check beat = heartbeat("token-of-the-nightly-job");
        checks(test).save(check, EVE);
        checks(test).save(beat, EVE);

        List<Line> lines = test.store().journal().read(0, 10);
        assertThat(lines)
                .extracting(Line::fact)
                .containsExactly(
                        new CheckChanged(stored(test, check), EVE),
                        new CheckChanged(stored(test, beat), EVE));
        assertThat(Json.write(lines))
                .contains("sealed:")
                .doesNotContain("hush-hush", "swordfish", "token-of-the-nightly-job");
        assertThat(SEAL.open(stored(test, check))).isEqualTo(check);
        assertThat(SEAL.open(stored(test, beat))).isEqualTo(beat);
    }

    @OnEachStore
    void headerValuesAreNotShownAndAreKeptWhenSavedBack(TestStore test) {
        Check check = http("home", Map.of("Authorization", "hush-hush"), "pass=swordfish");
        Check shown = checks(test).save(check, EVE);

        assertThat(shown)
                .isEqualTo(http("home", Map.of("Authorization", Checks.KEPT), "pass=swordfish"));
        Check before = stored(test, check);
        assertThat(checks(test).save(shown, EVE)).isEqualTo(shown);
        assertThat(stored(test, check)).as("no new seal for the same").isEqualTo(before);
        assertThat(test.store().journal().head()).isEqualTo(1);
        assertThat(checks(test).pause(ACME, check.id(), true, EVE).paused()).isTrue();
        assertThat(SEAL.open(stored(test, check)).spec()).isEqualTo(check.spec());

        checks(test).save(http("home", Map.of("Authorization", "new"), ""), EVE);
        assertThat(SEAL.open(stored(test, check)))
                .isEqualTo(http("home", Map.of("Authorization", "new"), ""));
    }

    @OnEachStore
    void aValueThatLooksSealedIsTakenAtItsWord(TestStore test) {
        checks(test).save(http("home", Map.of("X", "hush-hush"), ""), EVE);
        String seal =
                ((CheckSpec.Http) stored(test, http("home", Map.of(), "")).spec())
                        .headers()
                        .get("X");
        Check copied = http("copy", Map.of("X", seal), "");
        checks(test).save(copied, EVE);
        assertThat(SEAL.open(stored(test, copied))).isEqualTo(copied);
    }

    @OnEachStore
    void nothingIsKeptWhereNothingWasSaved(TestStore test) {
        for (Check check :
                List.of(
                        http("home", Map.of("Authorization", Checks.KEPT), ""),
                        heartbeat(Checks.KEPT))) {
            assertThatThrownBy(() -> checks(test).save(check, EVE))
                    .isInstanceOf(InvalidInput.class)
                    .hasMessageContaining("none was saved");
        }
    }

    @OnEachStore
    void whatWasStoredOpenIsReadAndSealedAfterTheStart(TestStore test) {
        Check check = http("home", Map.of("Authorization", "hush-hush"), "pass=swordfish");
        storeOpen(test, check);
        assertThat(SEAL.open(stored(test, check))).isEqualTo(check);
        assertThat(checks(test).get(ACME, check.id()).toString()).doesNotContain("hush-hush");

        var sealing = new OldSecrets(test.store(), SEAL);
        sealing.run(test.clock().instant());

        assertThat(stored(test, check).toString()).doesNotContain("hush-hush", "swordfish");
        assertThat(SEAL.open(stored(test, check))).isEqualTo(check);
    }

    @Test
    void aSecretThatDoesNotOpenCostsTheVoteAndIsNotSent() {
        Secrets lost =
                new Secrets() {
                    @Override
                    public String seal(String purpose, String secret) {
                        return secret;
                    }

                    @Override
                    public String open(String purpose, String sealed) {
                        throw new IllegalArgumentException("another key");
                    }
                };
        var answers = new ArrayList<Prober.Answer>();
        var inner =
                new Prober() {
                    @Override
                    public String place() {
                        return "here";
                    }

                    @Override
                    public void probe(Check check, Consumer<Answer> then) {
                        throw new AssertionError("probed with " + check);
                    }
                };
        Check sealed = SEAL.seal(http("home", Map.of("Authorization", "hush-hush"), ""));
        var clock = new MovableClock(Instant.EPOCH);
        new OpeningProber(inner, new CheckSeal(lost), clock).probe(sealed, answers::add);
        assertThat(answers)
                .singleElement()
                .satisfies(answer -> {
                    assertThat(answer.outcome()).isEqualTo(Outcome.NO_VOTE);
                    assertThat(answer.timings()).isEqualTo(Timings.NONE);
                    assertThat(answer.message()).contains("another key").doesNotContain("hush");
                });
        assertThat(new CheckSeal(lost).shown(SEAL.seal(heartbeat("token-of-the-nightly-job"))))
                .as("shown all the same")
                .isEqualTo(heartbeat(Checks.KEPT));
    }
}
