package dev.bellwether.server;

import dev.bellwether.guard.SharedNodes;
import dev.bellwether.store.Store;
import dev.bellwether.store.StoreUnavailable;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How this process's guard shares its nodes with those of other processes: by one PostgreSQL. On
/// SQLite, which has one process, and with `guard.share: false` it stands alone.
final class SharedGuard implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SharedGuard.class);
    private static final long AGAIN_MILLIS = 2_000;

    private final Settings settings;
    private final StoredParts parts;
    private final GuardHome home;
    private final SharedNodes sharing;
    private @Nullable Thread opener;
    private volatile @Nullable Store own;

    private SharedGuard(Settings settings) {
        this.settings = settings;
        this.parts = new StoredParts(Translate.hostName());
        this.home = GuardHome.take(settings.data());
        this.sharing =
                new SharedNodes(
                        parts,
                        new StoredQuarantines(parts::store, parts::shared),
                        UUID.randomUUID().toString().replace("-", ""),
                        home.word());
    }

    /// @throws Refusal when another guard uses the data directory
    static Optional<SharedGuard> of(Settings settings) {
        boolean isShared =
                settings.guard().isSet()
                        && settings.guard().share()
                        && Translate.store(settings).isPostgres();
        return isShared ? Optional.of(new SharedGuard(settings)) : Optional.empty();
    }

    SharedNodes sharing() {
        return sharing;
    }

    /// From now on there is a database.
    void open(Store store) {
        parts.open(store);
    }

    /// Where nobody else opens it: tries until it is there.
    void open(InstantSource clock) {
        opener =
                Thread.ofVirtual()
                        .name("guard-store")
                        .start(() -> {
                            try {
                                while (own == null) {
                                    tryToOpen(clock);
                                }
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        });
    }

    private void tryToOpen(InstantSource clock) throws InterruptedException {
        try {
            Store store = Store.open(Translate.store(settings), clock);
            own = store;
            parts.open(store);
        } catch (StoreUnavailable e) {
            LOG.warn(
                    "The guard has no part of its nodes until the database answers: {}",
                    e.getMessage());
            Thread.sleep(AGAIN_MILLIS);
        }
    }

    @Override
    public void close() {
        if (opener != null) {
            opener.interrupt();
        }
        Store store = own;
        if (store != null) {
            store.close();
        }
        home.close();
    }
}
