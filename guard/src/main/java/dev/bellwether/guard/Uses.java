package dev.bellwether.guard;

import java.time.Instant;

/// Who reckons with what queries took. Safe for several threads.
record Uses(Blame blame, Releases releases) {
    void ended(QueryUse use, Instant now) {
        releases.ended(use, now);
        blame.ended(use, now);
    }
}
