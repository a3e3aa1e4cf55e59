package dev.bellwether.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.Channel;
import dev.bellwether.model.DeliveryId;
import dev.bellwether.model.MessageDue;
import dev.bellwether.notify.FakeProvider.Says;
import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.TestStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What a person is told besides pages goes by their methods, in their time, and asks for nothing.
class AMessageIsNoPageTest {
    @OnEachStore
    void itGoesByTheirMethodOnceAndWithoutAButton(TestStore test) {
        try (var fake = new FakeProvider(asked -> Says.of(200, "{\"id\":\"m\"}"));
                var reached = new Reached(test, Reached.settings(fake))) {
            var later = test.clock().instant().plus(Duration.ofHours(1));
            var due =
                    new MessageDue(
                            new DeliveryId("swap-1-asked"),
                            Sent.ADA,
                            List.of(Reached.on(Channel.NTFY, "acme")),
                            "Shift swap: Bob asks you",
                            "Bob gives Friday to Ada.",
                            Optional.of(later));
            reached.write(due, due);
            reached.run();
            assertThat(fake.asked).as("quiet hours").isEmpty();
            reached.later(Duration.ofHours(1));
            assertThat(fake.asked).hasSize(1);
            assertThat(fake.last().text())
                    .contains("Shift swap: Bob asks you", "Friday")
                    .doesNotContain("/ack/");
            assertThat(reached.only().kind()).isEqualTo(Delivery.Kind.MAIL);
            assertThat(reached.only().state()).isEqualTo(Delivery.State.DELIVERED);
        }
    }
}
