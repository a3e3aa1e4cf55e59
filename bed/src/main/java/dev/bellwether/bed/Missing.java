package dev.bellwether.bed;

/// A program that this machine does not have. Its message tells the command that installs it.
public final class Missing extends IllegalStateException {
    private static final long serialVersionUID = 1;

    /// @param what that is not there
    /// @param command that brings it
    public Missing(String what, String command) {
        super(what + " is not there: " + command);
    }
}
