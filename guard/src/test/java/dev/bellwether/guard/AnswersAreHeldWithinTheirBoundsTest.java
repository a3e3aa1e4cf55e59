package dev.bellwether.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.eclipse.jetty.http.HttpFields;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName(
        "Whoever waits for another's answer gets all of that one or none, within bounded memory")
class AnswersAreHeldWithinTheirBoundsTest {
    private static final long BYTES = 1 << 20;
    private static final Client CLIENT = new Client(null, true);

    private Instant now = Instant.parse("2026-11-23T12:00:00Z");

    /// A run under way, and what was written to it.
    private static final class Run {
        private final Lead lead;
        private final AnswerCopy copy;
        private final ByteArrayOutputStream written = new ByteArrayOutputStream();
        private final List<Lead> followers = new ArrayList<>();

        Run(Lead lead) {
            this.lead = lead;
            lead.sent();
            this.copy = lead.begin(HttpFields.EMPTY, false, false);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whateverHappensInWhateverOrder(AnswerSettings.Share share) throws Exception {
        for (long seed = 0; seed < 60; seed++) {
            var random = new Random(seed);
            Duration stale = random.nextBoolean() ? Duration.ZERO : Duration.ofMinutes(5);
            var answers = new Answers(new AnswerSettings(share, stale, BYTES), () -> now);
            history(answers, random);
        }
    }

    private void history(Answers answers, Random random) throws Exception {
        List<Run> runs = new ArrayList<>();
        Map<AnswerKey, List<Lead>> waiting = new HashMap<>();
        Map<AnswerKey, byte[]> last = new HashMap<>();
        List<KeptAnswer> held = new ArrayList<>();
        for (int step = 0; step < 200; step++) {
            var key = new AnswerKey("k" + random.nextInt(4));
            switch (random.nextInt(7)) {
                case 0, 1 -> {
                    switch (answers.join(key, "q" + step)) {
                        case Answers.Part.Alone _ -> {}
                        case Answers.Part.Leads(Lead lead) -> {
                            waiting.computeIfAbsent(key, _ -> new ArrayList<>()).add(lead);
                        }
                        case Answers.Part.Follows(Lead lead) -> {
                            assertThat(lead.key()).isEqualTo(key);
                            if (random.nextInt(4) == 0) {
                                answers.leave(lead);
                            } else {
                                run(runs, waiting, lead).followers.add(lead);
                            }
                        }
                    }
                }
                case 2 -> {
                    for (Lead lead : waiting.getOrDefault(key, List.of())) {
                        run(runs, Map.of(), lead);
                    }
                    waiting.remove(key);
                }
                case 3, 4 -> {
                    for (Run run : runs) {
                        byte[] bytes = new byte[random.nextInt(30_000)];
                        Arrays.fill(bytes, (byte) step);
                        run.copy.add(bytes, bytes.length);
                        run.written.write(bytes, 0, bytes.length);
                    }
                }
                case 5 -> {
                    if (!runs.isEmpty()) {
                        Run run = runs.remove(random.nextInt(runs.size()));
                        boolean isWhole = random.nextInt(3) > 0;
                        if (isWhole) {
                            run.copy.ended();
                        }
                        run.lead.fail();
                        for (Lead one : run.followers) {
                            Optional<KeptAnswer> answer = one.await("q", CLIENT);
                            assertThat(answer.isPresent() && !isWhole).isFalse();
                            if (answer.isPresent()) {
                                assertThat(bytes(answer.get()))
                                        .isEqualTo(run.written.toByteArray());
                                held.add(answer.get());
                            }
                        }
                        if (isWhole) {
                            last.put(run.lead.key(), run.written.toByteArray());
                        }
                    }
                }
                default -> {
                    now = now.plusSeconds(random.nextInt(60));
                    Optional<KeptAnswer> old = answers.old(key);
                    if (old.isPresent()) {
                        assertThat(old.get().at()).isAfterOrEqualTo(now.minusSeconds(300));
                        held.add(old.get());
                    }
                    if (!held.isEmpty() && random.nextBoolean()) {
                        answers.giveBack(held.remove(random.nextInt(held.size())));
                    }
                }
            }
            assertThat(answers.used()).isBetween(0L, BYTES);
        }
        for (Run run : runs) {
            run.lead.fail();
            for (Lead one : run.followers) {
                assertThat(one.await("q", CLIENT)).isEmpty();
            }
        }
        held.forEach(answers::giveBack);
        now = now.plus(Duration.ofHours(1));
        for (int i = 0; i < 4; i++) {
            assertThat(answers.old(new AnswerKey("k" + i))).as("too old").isEmpty();
        }
        assertThat(answers.used()).as("nothing is held").isZero();
        assertThat(answers.followers()).isZero();
    }

    /// The run of a lead, begun if it was not.
    private static Run run(List<Run> runs, Map<AnswerKey, List<Lead>> waiting, Lead lead) {
        for (Run run : runs) {
            if (run.lead == lead) {
                return run;
            }
        }
        waiting.getOrDefault(lead.key(), new ArrayList<>()).remove(lead);
        var run = new Run(lead);
        runs.add(run);
        return run;
    }

    private static byte[] bytes(KeptAnswer answer) throws Exception {
        var out = new ByteArrayOutputStream();
        answer.writeTo(out);
        return out.toByteArray();
    }

    @Test
    void anErrorAnywhereInAnAnswerIsSeen() {
        var answers = new Answers(AnswerSettings.standard(), () -> now);
        var random = new Random(1);
        for (int before : new int[] {0, 1, 4_090, 4_096, 70_000}) {
            for (String text :
                    List.of("Code: 1, e = DB::Exception: x", "DDB::Exception", "DB::Exceptio")) {
                byte[] bytes = new byte[before + text.length()];
                for (int i = 0; i < before; i++) {
                    bytes[i] = (byte) ('A' + random.nextInt(4));
                }
                byte[] tail = text.getBytes(StandardCharsets.US_ASCII);
                System.arraycopy(tail, 0, bytes, before, tail.length);
                Lead lead = lead(answers);
                assertThat(answers.join(lead.key(), "b")).isInstanceOf(Answers.Part.Follows.class);
                AnswerCopy copy = lead.begin(HttpFields.EMPTY, false, false);
                copy.add(bytes, bytes.length);
                copy.ended();
                Optional<KeptAnswer> answer = lead.answer();
                assertThat(answer.isPresent()).as(text).isEqualTo(text.endsWith("io"));
                answer.ifPresent(answers::giveBack);
                assertThat(answers.used()).isZero();
            }
        }
    }

    @Test
    void aCompressedAnswerIsSoundOnlyWhereTheServerSaysSo() {
        var plain = HttpFields.build();
        var tagged = HttpFields.build().add("X-ClickHouse-Exception-Tag", "x");
        var wrong = HttpFields.build().add("X-ClickHouse-Exception-Code", "241");
        assertThat(isSound(plain, false, false)).isTrue();
        assertThat(isSound(plain, false, true)).isFalse();
        assertThat(isSound(plain, true, true)).isTrue();
        assertThat(isSound(tagged, false, true)).isTrue();
        assertThat(isSound(wrong, true, false)).isFalse();
    }

    private boolean isSound(HttpFields headers, boolean isHeld, boolean isCompressed) {
        return new KeptAnswer("q", headers, List.of(new byte[9]), 9, now)
                .isSound(isHeld, isCompressed);
    }

    private static Lead lead(Answers answers) {
        return switch (answers.join(new AnswerKey("k"), "a")) {
            case Answers.Part.Leads(Lead lead) -> lead;
            case Answers.Part.Follows _, Answers.Part.Alone _ -> throw new AssertionError();
        };
    }
}
