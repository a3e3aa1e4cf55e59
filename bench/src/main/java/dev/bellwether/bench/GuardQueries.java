package dev.bellwether.bench;

import java.util.SplittableRandom;

/// What is asked of the node: an experimentation company's dashboards and its audience report.
final class GuardQueries {
    private static final int CAMPAIGNS = 200;
    private static final int VISITS = 2_000_000;

    /// Visitors of the greedy report: their hash table wants some 2 GB where nothing holds it.
    private static final int VISITORS = 20_000_000;

    private GuardQueries() {}

    static String[] tables() {
        return new String[] {
            """
            CREATE TABLE IF NOT EXISTS visits
            (day Date, campaign UInt32, visitor UInt64, spent Float64)
            ENGINE = MergeTree PARTITION BY toYYYYMM(day) ORDER BY (campaign, day)
            """,
            """
            INSERT INTO visits
            SELECT toDate('2026-05-01') + number %% 30, intHash32(number) %% %d,
                   intHash64(number %% 700000), number %% 97 / 3
            FROM numbers(%d)
            """
                    .formatted(CAMPAIGNS, VISITS)
        };
    }

    static String cheap(SplittableRandom random) {
        int campaign = random.nextInt(CAMPAIGNS);
        return switch (random.nextInt(3)) {
            case 0 ->
                    "SELECT day, count(), sum(spent) FROM visits WHERE campaign = %d GROUP BY day ORDER BY day"
                            .formatted(campaign);
            case 1 -> "SELECT uniq(visitor) FROM visits WHERE campaign = %d".formatted(campaign);
            default ->
                    "SELECT count() FROM visits WHERE campaign IN (%d, %d)"
                            .formatted(campaign, (campaign + 7) % CAMPAIGNS);
        };
    }

    /// The kernel kills a node of 1 GiB for one of it.
    static String heavy(int client) {
        return "SELECT visitor, count() FROM (SELECT number AS visitor FROM system.numbers LIMIT %d) GROUP BY visitor ORDER BY visitor LIMIT 3"
                .formatted(VISITORS + client);
    }
}
