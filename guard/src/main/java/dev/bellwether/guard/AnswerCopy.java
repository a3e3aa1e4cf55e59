package dev.bellwether.guard;

/// Takes down an answer's body while it passes to whoever asked for it.
interface AnswerCopy {
    /// Nobody else wants it.
    AnswerCopy NONE =
            new AnswerCopy() {
                @Override
                public void add(byte[] bytes, int count) {}

                @Override
                public void writes(boolean isWriting) {}

                @Override
                public boolean isNeeded() {
                    return false;
                }

                @Override
                public void ended() {}
            };

    void add(byte[] bytes, int count);

    /// Whether the client is being written to, which may take as long as it likes.
    void writes(boolean isWriting);

    /// Whether somebody waits for it although its own client may be gone.
    boolean isNeeded();

    /// All of it was read.
    void ended();
}
