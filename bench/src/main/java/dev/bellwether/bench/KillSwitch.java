package dev.bellwether.bench;

import dev.bellwether.store.Store;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.concurrent.atomic.AtomicLong;
import org.sqlite.SQLiteCommitListener;
import org.sqlite.SQLiteConnection;

/// Kills its own process with SIGKILL at a commit of the store: in SQLite's commit hook, before the
/// commit is durable, or as soon as the store counts it as written.
final class KillSwitch {
    private static final int SIGKILL = 9;

    private final Store store;
    private final AtomicLong commits = new AtomicLong();
    private final long at;
    private final boolean after;
    private final MethodHandle kill =
            Linker.nativeLinker()
                    .downcallHandle(
                            Linker.nativeLinker().defaultLookup().find("kill").orElseThrow(),
                            FunctionDescriptor.of(
                                    ValueLayout.JAVA_INT,
                                    ValueLayout.JAVA_INT,
                                    ValueLayout.JAVA_INT));

    /// @param at which commit from now on, 1 for the next; 0 for none
    /// @param after when the commit has become durable, and not just before
    KillSwitch(Store store, long at, boolean after) {
        this.store = store;
        this.at = at;
        this.after = after;
        store.run(tx -> {
            try {
                tx.sql()
                        .getConnection()
                        .unwrap(SQLiteConnection.class)
                        .addCommitListener(new Hook());
            } catch (java.sql.SQLException e) {
                throw new IllegalStateException(e);
            }
        });
        commits.set(0); // the commit of the listener's own transaction
    }

    long commits() {
        return commits.get();
    }

    private final class Hook implements SQLiteCommitListener {
        @Override
        public void onCommit() {
            if (commits.incrementAndGet() != at) {
                return;
            }
            if (!after) {
                die();
            }
            long written = store.health().commits();
            Thread.ofPlatform()
                    .daemon()
                    .start(() -> {
                        while (store.health().commits() == written) {
                            Thread.onSpinWait();
                        }
                        die();
                    });
        }

        @Override
        public void onRollback() {
            // Nothing became durable.
        }
    }

    private void die() {
        try {
            int unused = (int) kill.invokeExact((int) ProcessHandle.current().pid(), SIGKILL);
        } catch (Throwable e) {
            throw new IllegalStateException("The process could not kill itself", e);
        }
    }
}
