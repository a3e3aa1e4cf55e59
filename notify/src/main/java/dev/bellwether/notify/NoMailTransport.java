package dev.bellwether.notify;

import dev.bellwether.model.Channel;

/// Stands for mail where no mail server is set: says so at once, so that the next contact method is
/// tried.
final class NoMailTransport implements Transport {
    @Override
    public Channel channel() {
        return Channel.EMAIL;
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
        return new Outcome.GiveUp("no mail server is set up");
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
