package dev.bellwether.oncall;

import dev.bellwether.model.Directory;
import dev.bellwether.model.Job;
import dev.bellwether.store.Store;
import java.util.List;

/// The room, wired. Safe for many threads, as are the doors it hands out.
public final class OnCall {
    public OnCall(Store store, Directory directory) {
        throw new UnsupportedOperationException();
    }

    public Policies policies() {
        throw new UnsupportedOperationException();
    }

    public Alerts alerts() {
        throw new UnsupportedOperationException();
    }

    /// The reaction to incidents and deliveries, and the clock of escalation.
    public List<Job> jobs() {
        throw new UnsupportedOperationException();
    }
}
