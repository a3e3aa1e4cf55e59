package dev.bellwether.store;

/// How far a reaction has come in the journal, and what it does next. Pure: [Reactor] looks, takes
/// and writes, and tells what came of it.
///
/// A line that cannot be taken is tried alone, [#TRIES] times, and is then set aside: it must not
/// keep the lines after it from paging somebody.
///
/// @param passed all lines up to this one were taken, or do not concern it
/// @param durable where the cursor in the database stood when it was seen last; negative before
/// @param batch how many lines are taken at once
/// @param failed the line that failed last when it was tried alone; negative when none did
/// @param failures how often in a row it did
record Progress(long passed, long durable, int batch, long failed, int failures) {
    static final int BATCH = 100;
    static final int LEAST = 10;
    static final int TRIES = 3;

    /// How far the durable cursor may stay behind what was passed over, in lines.
    static final int FAR = 200;

    static final Progress NONE = new Progress(0, -1, BATCH, -1, 0);

    /// What happened.
    sealed interface Event {
        /// It looked at lines after the ones passed.
        ///
        /// @param cursor where the durable cursor stands
        /// @param passed the last line before the first that concerns it, or the last of all
        /// @param isFound whether one concerns it
        record Looked(long cursor, long passed, boolean isFound) implements Event {}

        /// A batch is durable.
        ///
        /// @param lines how many; 0 when there was none to take, or another node is at it
        /// @param reached the last of them
        /// @param cursor where the durable cursor stands now
        record Taken(int lines, long reached, long cursor) implements Event {}

        /// Lines were taken in the transaction that wrote them.
        record TakenAtOnce(long reached, long cursor) implements Event {}

        /// A batch was undone, because of this line.
        record Refused(long seq) implements Event {}

        /// The line was set aside, or taken by another node meanwhile.
        record SetAside() implements Event {}
    }

    /// What is to be done.
    sealed interface Next {
        /// Nothing, until lines are committed.
        record Rest() implements Next {}

        record Look() implements Next {}

        /// @param most lines, at least 1
        record Take(int most) implements Next {}

        record SetAside(long seq) implements Next {}
    }

    record Decision(Progress progress, Next next) {}

    Decision on(Event event) {
        return switch (event) {
            case Event.Looked(var cursor, var upTo, var isFound) -> {
                var now = at(upTo, cursor);
                boolean isFar = now.passed - now.durable >= FAR;
                yield new Decision(now, isFound || isFar ? new Next.Take(batch) : new Next.Rest());
            }
            case Event.Taken(var lines, var reached, var cursor) ->
                    new Decision(
                            at(reached, cursor).inBatchesOf(Math.clamp(2L * lines, LEAST, BATCH)),
                            lines > 0 ? new Next.Look() : new Next.Rest());
            case Event.TakenAtOnce(var reached, var cursor) ->
                    new Decision(at(reached, cursor), new Next.Rest());
            case Event.Refused(var _) when batch > 1 ->
                    new Decision(inBatchesOf(1), new Next.Look());
            case Event.Refused(var seq) -> {
                int times = seq == failed ? failures + 1 : 1;
                yield times < TRIES
                        ? new Decision(failing(seq, times), new Next.Look())
                        : new Decision(failing(seq, 0), new Next.SetAside(seq));
            }
            case Event.SetAside() -> new Decision(this, new Next.Look());
        };
    }

    /// Neither ever goes back: what is seen late may be old.
    private Progress at(long upTo, long cursor) {
        return new Progress(
                Math.max(passed, upTo), Math.max(durable, cursor), batch, failed, failures);
    }

    private Progress inBatchesOf(int lines) {
        return new Progress(passed, durable, lines, failed, failures);
    }

    private Progress failing(long seq, int times) {
        return new Progress(passed, durable, batch, seq, times);
    }
}
