package dev.bellwether.watch;

import dev.bellwether.model.Check;
import dev.bellwether.model.Job;
import dev.bellwether.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Seals, once after the start, what was stored open by a version that did not seal.
final class OldSecrets implements Job {
    private static final Duration NEVER = Duration.ofDays(1);
    private static final int BATCH = 500;

    private final Store store;
    private final CheckSeal seal;
    private String after = "";
    private boolean done;

    OldSecrets(Store store, CheckSeal seal) {
        this.store = store;
        this.seal = seal;
    }

    @Override
    public String name() {
        return "watch-old-secrets";
    }

    @Override
    public Instant run(Instant now) {
        while (!done) {
            List<CheckRows.Text> some = store.read(sql -> CheckRows.texts(sql, after, BATCH));
            for (CheckRows.Text text : some) {
                Check check = text.check();
                Check sealed = seal.seal(check);
                if (!sealed.equals(check)) {
                    store.run(tx -> CheckRows.replace(tx, text, sealed));
                }
                after = text.id();
            }
            done = some.size() < BATCH;
        }
        return now.plus(NEVER);
    }
}
