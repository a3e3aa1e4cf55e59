package dev.bellwether.notify;

import dev.bellwether.model.Channel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A channel: hands one message to the world and says what came of it. Blocks, on a virtual thread;
/// when that is interrupted, it stops soon. Never throws.
interface Transport extends AutoCloseable {
    Channel channel();

    /// Messages under way at once.
    int parallel();

    /// Messages under way at once to one target, so that a slow one leaves room for the others.
    int parallelPerTarget();

    /// Time between two messages to one address at least; zero when it need not be kept. What comes
    /// meanwhile goes in one message.
    default Duration pace() {
        return Duration.ZERO;
    }

    /// What is not set up here, without which nothing can be sent to this address; empty when all
    /// is there.
    default Optional<String> missing(String address) {
        return Optional.empty();
    }

    Outcome send(Parcel parcel);

    @Override
    void close();

    /// A message on its way.
    ///
    /// @param address where it goes: the whole of it, opened
    /// @param reader the name of the person; empty when it is a channel or a stranger
    /// @param acknowledge the address where the person takes it on; empty when there is none
    /// @param inside other messages that go in this one
    record Parcel(
            Outbound message,
            String address,
            String reader,
            String acknowledge,
            List<Outbound> inside) {
        Parcel(Outbound message, String address, String reader, String acknowledge) {
            this(message, address, reader, acknowledge, List.of());
        }

        Parcel(Outbound message, String reader, String acknowledge) {
            this(message, message.contact().address(), reader, acknowledge);
        }

        /// The same for each attempt by one contact method, so that receivers can see a duplicate.
        String key() {
            return message.id().value() + "." + message.route().method();
        }
    }
}
