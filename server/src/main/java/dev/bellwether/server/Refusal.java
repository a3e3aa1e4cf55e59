package dev.bellwether.server;

/// A command cannot do what it was asked, for a reason that its user can mend.
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    Refusal(String message) {
        super(message);
    }
}
