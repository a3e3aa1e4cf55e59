package dev.bellwether.notify;

import dev.bellwether.model.Channel;
import java.util.Optional;

/// Stands for a channel whose provider is not set up: says so at once, so that the next contact
/// method is tried.
record NotSetUp(Channel channel, String settings) implements Transport {
    @Override
    public Optional<String> missing(String address) {
        return Optional.of(channel.title() + " is not set up: " + settings + " is missing");
    }

    @Override
    public int parallel() {
        return 8;
    }

    @Override
    public int parallelPerTarget() {
        return 8;
    }

    @Override
    public Outcome send(Parcel parcel) {
        return new Outcome.GiveUp(missing(parcel.address()).orElseThrow());
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
