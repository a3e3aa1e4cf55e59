package dev.bellwether.notify;

import dev.bellwether.model.Channel;

/// A channel: hands one message to the world and says what came of it. Blocks, on a virtual thread;
/// when that is interrupted, it stops soon. Never throws.
interface Transport extends AutoCloseable {
    Channel channel();

    /// Messages under way at once.
    int parallel();

    /// Messages under way at once to one target, so that a slow one leaves room for the others.
    int parallelPerTarget();

    Outcome send(Parcel parcel);

    @Override
    void close();

    /// A message on its way.
    ///
    /// @param address where it goes: the whole of it, opened
    /// @param reader the name of the person; empty when it is a channel or a stranger
    /// @param acknowledge the address where the person takes it on; empty when there is none
    record Parcel(Outbound message, String address, String reader, String acknowledge) {
        Parcel(Outbound message, String reader, String acknowledge) {
            this(message, message.contact().address(), reader, acknowledge);
        }

        /// The same for each attempt by one contact method, so that receivers can see a duplicate.
        String key() {
            return message.id().value() + "." + message.route().method();
        }
    }
}
