package dev.bellwether.api;

import dev.bellwether.model.Courier;
import java.util.List;
import java.util.Optional;

/// Nothing leaves, as on an installation without a mail server.
final class NoCourier implements Courier {
    private static final Answer LATER =
            new Answer.Later(Optional.empty(), "no mail server is set up", false);

    @Override
    public boolean canMail() {
        return false;
    }

    @Override
    public int mailLanes() {
        return 1;
    }

    @Override
    public int mailBatch() {
        return 1;
    }

    @Override
    public int postLanes() {
        return 1;
    }

    @Override
    public List<Answer> mail(List<Mail> mails) {
        return mails.stream().map(_ -> LATER).toList();
    }

    @Override
    public Answer post(Post post) {
        return LATER;
    }
}
