package dev.bellwether.watch;

/// It was not the sender, or it cannot be shown that it was. Nothing was taken.
public final class SenderRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    SenderRefused(String why) {
        super(why);
    }
}
