package dev.bellwether.store;

import org.postgresql.ds.PGSimpleDataSource;

/// How PostgreSQL is connected to. A server that falls silent is noticed: no call waits for ever.
final class Postgres {
    private static final int CONNECT_SECONDS = 5;
    private static final int SILENCE_SECONDS = 90;

    private Postgres() {}

    static PGSimpleDataSource source(StoreSettings settings) {
        var source = new PGSimpleDataSource();
        source.setConnectTimeout(CONNECT_SECONDS);
        source.setSocketTimeout(SILENCE_SECONDS);
        source.setTcpKeepAlive(true);
        source.setApplicationName("bellwether");
        source.setUrl(settings.url());
        settings.user().ifPresent(source::setUser);
        settings.password().ifPresent(source::setPassword);
        return source;
    }
}
