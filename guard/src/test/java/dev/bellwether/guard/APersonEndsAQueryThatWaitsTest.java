package dev.bellwether.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.model.NotFound;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A person ends a query that waits: its client is told so, and no node hears of it")
class APersonEndsAQueryThatWaitsTest {
    /// Probes that fit in their share of the room, each of 48 MB.
    private static final int ROOM = 3;

    /// Only ids that a program made may share a run.
    private static final String LEADS = "00000000-0000-4000-8000-000000000001";

    private static final String FOLLOWS = "00000000-0000-4000-8000-000000000002";

    @TempDir Path folder;

    @Test
    void atOnceAndNoOther() throws Exception {
        try (OddNode node = OddNode.silent();
                Asking asking = Asking.before(folder, Controls.Mode.FULL, node.address())) {
            for (int i = 0; i < ROOM; i++) {
                asking.begin("SELECT '!', " + i);
            }
            asking.until("the room is full", () -> node.asked() == ROOM);
            var answer = answer(asking, "waits");
            asking.until(
                    "it waits",
                    () ->
                            asking.guard().status().queue().stream()
                                    .anyMatch(one -> one.id().equals("waits")));

            assertThatThrownBy(() -> order(asking, "another")).isInstanceOf(NotFound.class);
            order(asking, "waits");

            assertThat(answer.get().status()).isEqualTo("500");
            assertThat(answer.get().text()).startsWith("Code: 394. DB::Exception: guard: ");
            assertThat(node.asked()).isEqualTo(ROOM);
            assertThat(asking.guard().state().waiting()).isEmpty();
            assertThat(asking.guard().state().running()).hasSize(ROOM);
            assertThatThrownBy(() -> order(asking, "waits"))
                    .as("it is gone")
                    .isInstanceOf(NotFound.class);
        }
    }

    @Test
    void alsoOneThatWaitsForAnothersAnswerAndNotTheOther() throws Exception {
        try (OddNode node = OddNode.silent();
                Asking asking = Asking.before(folder, Controls.Mode.FULL, node.address())) {
            for (int i = 0; i < ROOM; i++) {
                asking.begin("SELECT '!', " + i);
            }
            asking.until("the room is full", () -> node.asked() == ROOM);
            var leader = answer(asking, LEADS);
            asking.until("it waits", () -> asking.guard().status().waiting() == 1);
            var follower = answer(asking, FOLLOWS);
            asking.until("it follows", () -> asking.guard().followers() == 1);

            order(asking, FOLLOWS);

            assertThat(follower.get().status()).isEqualTo("500");
            assertThat(follower.get().text()).startsWith("Code: 394. DB::Exception: guard: ");
            assertThat(asking.guard().followers()).isZero();
            assertThat(asking.guard().status().waiting()).isOne();
            assertThat(leader.isDone()).isFalse();
            assertThatThrownBy(() -> order(asking, FOLLOWS))
                    .as("it is gone")
                    .isInstanceOf(NotFound.class);
            order(asking, LEADS);
            assertThat(leader.get().status()).isEqualTo("500");
        }
    }

    private static CompletableFuture<Curl.Answer> answer(Asking asking, String id) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return asking.at("/?query_id=" + id, "SELECT '!', 'same'");
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                },
                task -> Thread.ofVirtual().start(task));
    }

    /// As the console and the API do.
    private static void order(Asking asking, String query) {
        asking.guard().carryOut(new GuardOrder.Cancel(query));
    }
}
