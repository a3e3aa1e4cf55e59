package dev.bellwether.guard;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpFields;

/// A run whose answer others wait for. Its own client gets the answer as it comes; the others get
/// it when all of it has come and it is sound, or are let down and go their own way: so nobody gets
/// half of another's answer, nor another's error.
///
/// Of the leader's own thread, but for [#await] and [#isNeeded].
final class Lead implements AnswerCopy {
    private static final long LOOK_MILLIS = 250;

    /// A client that takes nothing for so long holds up its own answer alone.
    private static final Duration STUCK = Duration.ofSeconds(1);

    private static final int FIRST_BLOCK = 4 << 10;
    private static final int BLOCK = 64 << 10;

    private final Answers answers;
    private final AnswerKey key;
    private final String id;
    private final CompletableFuture<Optional<KeptAnswer>> end = new CompletableFuture<>();
    private final List<byte[]> blocks = new ArrayList<>();
    private HttpFields headers = HttpFields.EMPTY;
    private boolean isHeld;
    private boolean isCompressed;
    private int filled;
    private long length;
    private long taken;

    /// Of those who wait; guarded by [Answers].
    private int followers;

    private volatile boolean isSent;
    private volatile boolean isOver;
    private volatile boolean isWriting;
    private volatile long writingSince;

    /// A person ended a query that waited for another's answer.
    static final class Cancelled extends Exception {
        private static final long serialVersionUID = 1;
    }

    /// @param id of the query
    Lead(Answers answers, AnswerKey key, String id) {
        this.answers = answers;
        this.key = key;
        this.id = id;
    }

    AnswerKey key() {
        return key;
    }

    /// Whether it has been sent to a node.
    boolean isSent() {
        return isSent;
    }

    /// To be called before it is sent to a node; it is safe to say so again.
    void sent() {
        isSent = true;
        answers.sent(this);
    }

    /// The head of a good answer is here.
    AnswerCopy begin(HttpFields head, boolean held, boolean compressed) {
        if (isOver || !answers.isWanted(this)) {
            return NONE;
        }
        headers = head;
        isHeld = held;
        isCompressed = compressed;
        return this;
    }

    @Override
    public void add(byte[] bytes, int count) {
        int from = 0;
        while (from < count && !isOver) {
            if (blocks.isEmpty() || filled == blocks.getLast().length) {
                int next = blocks.isEmpty() ? FIRST_BLOCK : BLOCK;
                if (!answers.take(taken, next)) {
                    answers.tooLarge(this);
                    return;
                }
                blocks.add(new byte[next]);
                taken += next;
                filled = 0;
            }
            byte[] last = blocks.getLast();
            int fits = Math.min(count - from, last.length - filled);
            System.arraycopy(bytes, from, last, filled, fits);
            filled += fits;
            from += fits;
            length += fits;
        }
    }

    @Override
    public void writes(boolean begins) {
        if (begins) {
            writingSince = System.nanoTime();
        }
        isWriting = begins;
    }

    @Override
    public boolean isNeeded() {
        return !isOver && answers.followers(this) > 0;
    }

    @Override
    public void ended() {
        if (isOver) {
            return;
        }
        var answer = new KeptAnswer(id, headers, blocks, length, answers.now());
        if (answer.isSound(isHeld, isCompressed)) {
            answers.whole(this, answer);
        } else {
            fail();
        }
    }

    /// There will be no answer for others; does nothing when there is one, or this was said.
    void fail() {
        answers.over(this);
    }

    /// Waits for the end.
    ///
    /// @param follower the query that waits
    /// @return the answer, to be given back; empty when there is none, or none in time
    /// @throws ClientLeft when whoever waits has left
    /// @throws Cancelled when a person ended it
    Optional<KeptAnswer> await(String follower, Client client)
            throws InterruptedException, ClientLeft, Cancelled {
        boolean isDone = false;
        try {
            while (true) {
                try {
                    Optional<KeptAnswer> answer = end.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                    isDone = true;
                    answers.served();
                    return answer;
                } catch (TimeoutException e) {
                    if (client.hasLeft()) {
                        throw new ClientLeft();
                    }
                    if (answers.isCancelled(follower)) {
                        throw new Cancelled();
                    }
                    if (isWriting && System.nanoTime() - writingSince > STUCK.toNanos()) {
                        return Optional.empty();
                    }
                }
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } finally {
            if (!isDone) {
                answers.leave(this);
            }
            answers.gone(follower);
        }
    }

    // What follows is called by Answers, under its lock.

    int followers() {
        return followers;
    }

    void joined() {
        followers++;
    }

    void left() {
        followers--;
    }

    boolean isOver() {
        return isOver;
    }

    /// Answers the bytes that it took and needs no more.
    long over() {
        isOver = true;
        long had = taken;
        taken = 0;
        blocks.clear();
        var _ = end.complete(Optional.empty());
        return had;
    }

    void done(KeptAnswer answer) {
        isOver = true;
        taken = 0;
        var _ = end.complete(Optional.of(answer));
    }

    Optional<KeptAnswer> answer() {
        return end.getNow(Optional.empty());
    }
}
