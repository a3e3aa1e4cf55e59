package dev.bellwether.bed;

/// A rest between two looks at what this process does not control.
final class Pause {
    private Pause() {}

    /// Ends early, with the flag set, when the thread is interrupted.
    static void millis(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
