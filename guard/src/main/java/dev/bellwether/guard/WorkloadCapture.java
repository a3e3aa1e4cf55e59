package dev.bellwether.guard;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongUnaryOperator;
import java.util.regex.Pattern;

/// Takes down which forms of reads come by, with one redacted example of each, while it is switched
/// on. Nothing that is not redacted is kept. Safe for several threads.
public final class WorkloadCapture {
    static final int MOST = 1_000;
    static final int LONGEST = 16_384;

    /// What decides who asks, how the answer comes, and what the run may take is not the query's.
    private static final Set<String> NOT_KEPT =
            Set.of(
                    "buffer_size",
                    "compress",
                    "enable_http_compression",
                    "http_zlib_compression_level",
                    "max_execution_time",
                    "max_memory_usage",
                    "max_memory_usage_for_all_queries",
                    "max_memory_usage_for_user",
                    "max_untracked_memory",
                    "password",
                    "priority",
                    "query",
                    "query_id",
                    "quota_key",
                    "readonly",
                    "role",
                    "send_progress_in_http_headers",
                    "user",
                    "wait_end_of_query");

    private static final Pattern NUMBER = Pattern.compile("\\d{1,19}(\\.\\d{1,9})?");
    private static final Pattern NAME = Pattern.compile("\\w{1,100}");

    private final Map<Long, WorkloadQuery> forms = new LinkedHashMap<>();
    private final LongUnaryOperator forecasts;
    private final InstantSource clock;
    private boolean isOn;
    private long leftOut;

    /// @param forecasts of a form by its hash, bytes; 0 when it is not known
    WorkloadCapture(LongUnaryOperator forecasts, InstantSource clock) {
        this.forecasts = forecasts;
        this.clock = clock;
    }

    /// Begins anew, or ends and forgets.
    public synchronized void switched(boolean on) {
        isOn = on;
        forms.clear();
        leftOut = 0;
    }

    synchronized boolean isOn() {
        return isOn;
    }

    /// What was taken down so far, the heaviest first; empty while nothing is.
    public synchronized Optional<Workload> workload() {
        if (!isOn) {
            return Optional.empty();
        }
        List<WorkloadQuery> queries =
                forms.entrySet().stream()
                        .map(one -> one.getValue().forecast(forecasts.applyAsLong(one.getKey())))
                        .sorted(Comparator.comparingLong(WorkloadQuery::needs).reversed())
                        .toList();
        return Optional.of(new Workload(clock.instant(), leftOut, queries));
    }

    void ended(Query query, QueryUse use) {
        if (!isOn()
                || use.end() != QueryUse.End.ANSWERED
                || !query.isRepeatableRead()
                || !query.asked().isRead()
                || !query.asked().path().equals("/")
                || !(query.statement() instanceof Statement.Read read)
                || isAboutTheServer(read.shape())) {
            return;
        }
        synchronized (this) {
            WorkloadQuery had = forms.get(use.fingerprint());
            if (had == null && (forms.size() == MOST || isTooLong(read))) {
                leftOut++;
            } else if (had == null || use.peak() > had.peak() && !isTooLong(read)) {
                forms.put(
                        use.fingerprint(), of(query, read, use, had == null ? 1 : had.count() + 1));
            } else {
                forms.put(use.fingerprint(), again(had, use));
            }
        }
    }

    private static boolean isTooLong(Statement.Read read) {
        return read.tokens().text().length() > LONGEST;
    }

    private static boolean isAboutTheServer(Shape shape) {
        return !shape.tables().isEmpty()
                && shape.tables().stream().allMatch(name -> name.startsWith("system."));
    }

    private static WorkloadQuery of(Query query, Statement.Read read, QueryUse use, long count) {
        var standIns = new StandIns();
        Address address = query.asked().address();
        List<WorkloadQuery.Setting> settings = new ArrayList<>();
        for (String name : address.names()) {
            String value = address.value(name).orElse("");
            if (!NAME.matcher(name).matches() || NOT_KEPT.contains(name)) {
                continue;
            }
            if (name.startsWith("param_")) {
                settings.add(new WorkloadQuery.Setting(name, Redaction.value(value, standIns)));
            } else if (NUMBER.matcher(value).matches()) {
                settings.add(new WorkloadQuery.Setting(name, value));
            }
        }
        String database = Rows.database(query);
        return new WorkloadQuery(
                read.fingerprint().id(),
                Redaction.of(read.tokens(), standIns),
                database.equals("default") ? "" : database,
                settings,
                use.origin().feature(),
                use.origin().release(),
                count,
                0,
                use.peak(),
                use.rows());
    }

    private static WorkloadQuery again(WorkloadQuery had, QueryUse use) {
        return new WorkloadQuery(
                had.fingerprint(),
                had.example(),
                had.database(),
                had.settings(),
                had.feature(),
                had.release(),
                had.count() + 1,
                0,
                had.peak(),
                Math.max(had.rows(), use.rows()));
    }
}
