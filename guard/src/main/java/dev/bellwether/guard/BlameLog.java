package dev.bellwether.guard;

import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Says in the log who stands accused, where there is no incident to be made of it. Not for several
/// threads at once.
public final class BlameLog {
    private static final Logger LOG = LoggerFactory.getLogger(BlameLog.class);

    private final Blame blame;

    public BlameLog(Blame blame) {
        this.blame = blame;
    }

    /// To be called every few seconds.
    public void look(Instant now) {
        Blame.Look look = blame.look(now);
        look.raised()
                .forEach(found ->
                        LOG.warn("{}\n{}", BlameWords.summary(found), BlameWords.evidence(found)));
        look.ended().forEach(one -> LOG.info("{} is accused no more", BlameWords.side(one)));
    }
}
