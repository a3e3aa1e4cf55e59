package dev.bellwether.server;

import dev.bellwether.analytics.ClickHouseUrl;
import dev.bellwether.model.SiteId;
import dev.bellwether.watch.ListedProvider;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The configuration, bound and right. [Keys] says what each value means.
record Settings(
        Server server,
        Path data,
        Database store,
        Watching watch,
        Smtp smtp,
        ChannelConfig channels,
        Pages page,
        Limits limits,
        Events events,
        Duration retention,
        Logging log,
        GuardConfig guard,
        List<ListedProvider> providers) {

    /// @param metricsToken empty when the metrics are open
    /// @param nodeName empty for the host's name
    /// @param nodeUrl empty when this node alone has no address
    record Server(
            String host,
            int port,
            String url,
            boolean trustProxy,
            String metricsToken,
            String nodeName,
            String nodeUrl) {
        @Override
        public String toString() {
            return "Server[" + host + ":" + port + "]";
        }
    }

    record Database(String url, String user, String password, int readers) {
        @Override
        public String toString() {
            return "Database[" + url.replaceAll("(?i)(password=)[^&]*", "$1***") + "]";
        }
    }

    /// @param clickHouse empty for DuckDB
    /// @param memory megabytes of a question there
    /// @param regions servers by the names of regions
    /// @param sites of which region a site is
    record Events(
            Optional<ClickHouseUrl> clickHouse,
            int memory,
            Map<String, ClickHouseUrl> regions,
            Map<SiteId, String> sites) {}

    /// @param allowPrivate networks that checks may reach although they are not public
    record Watching(
            List<String> allowPrivate,
            List<String> controlTargets,
            String place,
            String userAgent,
            Poll providers,
            String catalogue) {}

    /// @param host empty when mail is not set up
    /// @param bulk connections for mails to subscribers
    record Smtp(
            String host, int port, Tls tls, String user, String password, int bulk, String from) {
        @Override
        public String toString() {
            return "Smtp[" + host + ":" + port + "]";
        }
    }

    /// @param directory empty when pages are served only
    record Pages(String directory, UnknownHost unknownHost, Bucket bucket) {}

    /// @param url empty when there is none
    record Bucket(String url, String prefix, String region, String accessKey, String secretKey) {
        @Override
        public String toString() {
            return "Bucket[" + url + "]";
        }
    }

    enum UnknownHost {
        MAIN,
        NOTHING
    }

    /// @param requestSize bytes
    /// @param perToken API requests a minute
    /// @param perAddress API requests a minute
    record Limits(long requestSize, int connections, int requests, int perToken, int perAddress) {}

    record Logging(Level level, Format format) {}

    enum Poll {
        ALL,
        FOLLOWED,
        NONE
    }

    enum Tls {
        NONE,
        STARTTLS,
        TLS
    }

    enum Level {
        ERROR,
        WARN,
        INFO,
        DEBUG
    }

    enum Format {
        TEXT,
        JSON
    }

    static Settings of(Configuration from) {
        return new Settings(
                new Server(
                        from.get(Keys.HOST),
                        from.get(Keys.PORT),
                        from.get(Keys.URL),
                        from.get(Keys.TRUST_PROXY),
                        from.get(Keys.METRICS_TOKEN),
                        from.get(Keys.NODE_NAME),
                        from.get(Keys.NODE_URL)),
                from.get(Keys.DATA),
                new Database(
                        from.get(Keys.STORE_URL),
                        from.get(Keys.STORE_USER),
                        from.get(Keys.STORE_PASSWORD),
                        from.get(Keys.STORE_READERS)),
                new Watching(
                        from.get(Keys.ALLOW_PRIVATE),
                        from.get(Keys.CONTROL_TARGETS),
                        from.get(Keys.PLACE),
                        from.get(Keys.USER_AGENT),
                        from.get(Keys.POLL),
                        from.get(Keys.CATALOGUE)),
                new Smtp(
                        from.get(Keys.SMTP_HOST),
                        from.get(Keys.SMTP_PORT),
                        from.get(Keys.SMTP_TLS),
                        from.get(Keys.SMTP_USER),
                        from.get(Keys.SMTP_PASSWORD),
                        from.get(Keys.SMTP_BULK),
                        from.get(Keys.SMTP_FROM)),
                ChannelConfig.of(from),
                new Pages(
                        from.get(Keys.PAGE_DIRECTORY),
                        from.get(Keys.PAGE_UNKNOWN_HOST),
                        new Bucket(
                                from.get(Keys.BUCKET_URL),
                                from.get(Keys.BUCKET_PREFIX),
                                from.get(Keys.BUCKET_REGION),
                                from.get(Keys.BUCKET_ACCESS_KEY),
                                from.get(Keys.BUCKET_SECRET_KEY))),
                new Limits(
                        from.get(Keys.REQUEST_SIZE),
                        from.get(Keys.CONNECTIONS),
                        from.get(Keys.REQUESTS),
                        from.get(Keys.TOKEN_RATE),
                        from.get(Keys.ADDRESS_RATE)),
                new Events(
                        from.get(EventKeys.URL),
                        from.get(EventKeys.MEMORY),
                        from.get(EventKeys.REGIONS),
                        from.get(EventKeys.SITES)),
                from.get(Keys.RETENTION),
                new Logging(from.get(Keys.LOG_LEVEL), from.get(Keys.LOG_FORMAT)),
                GuardConfig.of(from),
                from.providers());
    }
}
