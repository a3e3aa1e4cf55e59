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

    @TempDir Path folder;

    @Test
    void atOnceAndNoOther() throws Exception {
        try (OddNode node = OddNode.silent();
                Asking asking = Asking.before(folder, Controls.Mode.FULL, node.address())) {
            for (int i = 0; i < ROOM; i++) {
                asking.begin("SELECT '!', " + i);
            }
            asking.until("the room is full", () -> node.asked() == ROOM);
            var answer =
                    CompletableFuture.supplyAsync(() -> {
                        try {
                            return asking.at("/?query_id=waits", "SELECT '!', 'waits'");
                        } catch (Exception e) {
                            throw new IllegalStateException(e);
                        }
                    });
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

    /// As the console and the API do.
    private static void order(Asking asking, String query) {
        asking.guard().carryOut(new GuardOrder.Cancel(query));
    }
}
