package dev.bellwether.watch;

import dev.bellwether.model.Check;
import dev.bellwether.model.CheckSpec;
import dev.bellwether.model.Job;
import dev.bellwether.store.Json;
import dev.bellwether.store.Store;
import dev.bellwether.store.StoreUnavailable;
import dev.bellwether.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What stands beside a check's document so that lists need not read it, and the job that fills it
/// in where an older version wrote the row.
///
/// @param kind the name of the spec's record
/// @param sought the name in lower case, for databases disagree about that of letters beyond ASCII,
///   and behind it the labels
/// @param host of its target, which is never secret; paths and queries may be
/// @param labels each as ` #label`. They are read from here and not from the document: a release
///   that does not know them writes that without, and leaves this as it is
record CheckColumns(String kind, String sought, String host, String labels) {
    private static final String LABEL = " #";

    static CheckColumns of(Check check) {
        String labels =
                check.labels().stream().map(label -> LABEL + label).collect(Collectors.joining());
        return new CheckColumns(
                kind(check.spec().getClass()),
                check.name().toLowerCase(Locale.ROOT) + labels,
                host(check.spec()).toLowerCase(Locale.ROOT),
                labels);
    }

    /// @param column nothing where a release that does not know it made the row
    static Optional<List<String>> labels(@Nullable String column) {
        return Optional.ofNullable(column)
                .map(labels ->
                        Stream.of(labels.split(LABEL, -1))
                                .filter(label -> !label.isEmpty())
                                .toList());
    }

    static String kind(Class<? extends CheckSpec> spec) {
        return spec.getSimpleName();
    }

    private static String host(CheckSpec spec) {
        return switch (spec) {
            case CheckSpec.Http http -> ProviderName.host(http.url());
            case CheckSpec.Tcp tcp -> tcp.host();
            case CheckSpec.Tls tls -> tls.host();
            case CheckSpec.Dns dns -> dns.name();
            case CheckSpec.Ping ping -> ping.host();
            case CheckSpec.Heartbeat _ -> "";
            case CheckSpec.ProviderPage page -> page.provider().value();
        };
    }

    /// Fills in what is empty, a little at a time.
    static final class Fill implements Job {
        private static final Duration EVERY = Duration.ofMinutes(10);
        private static final Duration SOON = Duration.ofMillis(200);
        private static final int BATCH = 200;

        /// Rows that an older release made, and labelled ones that it saved.
        private static final List<String> UNLISTED =
                List.of(
                        "kind = ''",
                        "labels IS NULL",
                        "labels <> '' AND sought NOT LIKE '%' || labels");

        private record Row(String id, String body) {}

        private final Store store;

        Fill(Store store) {
            this.store = store;
        }

        @Override
        public String name() {
            return "watch-check-columns";
        }

        @Override
        public boolean followsCommits() {
            return false;
        }

        @Override
        public Instant run(Instant now) {
            try {
                boolean more = checks() | states();
                return now.plus(more ? SOON : EVERY);
            } catch (StoreUnavailable e) {
                return now.plus(EVERY);
            }
        }

        private boolean checks() {
            boolean more = false;
            for (String which : UNLISTED) {
                List<CheckRows.Text> rows = store.read(sql -> CheckRows.which(sql, which, BATCH));
                if (!rows.isEmpty()) {
                    store.run(tx -> rows.forEach(row -> fill(tx, row)));
                }
                more |= rows.size() == BATCH;
            }
            return more;
        }

        private static void fill(Tx tx, CheckRows.Text row) {
            Check check = row.check();
            CheckColumns columns = of(check);
            tx.sql()
                    .createUpdate(
                            """
                            UPDATE checks SET kind = :kind, sought = :sought, host = :host,
                                paused = :paused, labels = :labels WHERE id = :id AND body = :body
                            """)
                    .bind("id", row.id())
                    .bind("body", row.body())
                    .bind("kind", columns.kind())
                    .bind("sought", columns.sought())
                    .bind("host", columns.host())
                    .bind("paused", check.paused())
                    .bind("labels", columns.labels())
                    .execute();
        }

        private boolean states() {
            List<Row> rows =
                    unlisted(
                            "SELECT check_id AS id, body FROM check_state WHERE standing = '' LIMIT :most");
            if (!rows.isEmpty()) {
                store.run(tx -> rows.forEach(row -> stand(tx, row)));
            }
            return rows.size() == BATCH;
        }

        private static void stand(Tx tx, Row row) {
            VerdictState state = Json.read(row.body(), VerdictState.class);
            tx.sql()
                    .createUpdate(
                            """
                            UPDATE check_state SET standing = :standing
                            WHERE check_id = :id AND body = :body
                            """)
                    .bind("id", row.id())
                    .bind("body", row.body())
                    .bind("standing", CheckStanding.of(state).name())
                    .execute();
        }

        private List<Row> unlisted(String query) {
            return store.read(sql ->
                    sql.createQuery(query)
                            .bind("most", BATCH)
                            .map((rs, context) -> new Row(rs.getString("id"), rs.getString("body")))
                            .list());
        }
    }
}
