package dev.bellwether.store;

import org.postgresql.ds.PGSimpleDataSource;

/// How PostgreSQL is connected to.
final class Postgres {
    private static final int CONNECT_SECONDS = 5;
    private static final int SILENCE_SECONDS = 90;

    private Postgres() {}

    /// For work that may take its time: migrations, backups.
    static PGSimpleDataSource source(StoreSettings settings) {
        return connectTo(settings, 0);
    }

    /// For serving: a server that falls silent is noticed, and no call waits for ever.
    static PGSimpleDataSource serving(StoreSettings settings) {
        return connectTo(settings, SILENCE_SECONDS);
    }

    private static PGSimpleDataSource connectTo(StoreSettings settings, int silence) {
        var source = new PGSimpleDataSource();
        source.setConnectTimeout(CONNECT_SECONDS);
        source.setSocketTimeout(silence);
        source.setTcpKeepAlive(true);
        source.setApplicationName("bellwether");
        source.setUrl(settings.url());
        settings.user().ifPresent(source::setUser);
        settings.password().ifPresent(source::setPassword);
        return source;
    }
}
