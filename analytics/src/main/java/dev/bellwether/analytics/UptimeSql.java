package dev.bellwether.analytics;

/// How time is shared out among up, degraded, down and unknown.
///
/// Results of all places are gathered by the minute. A minute in which more than half of the votes
/// are DOWN is down; else one in which more than half are DOWN or DEGRADED is degraded; else, with
/// any vote, it is up. What a minute says holds until the next minute with a vote, but not for
/// longer than two and a half times the check's own pace (the median distance of its voting minutes
/// over the day and the day before), at least 5 minutes and at most 26 hours. What is not covered
/// then is unknown: places without a vote, a paused check, a process that was off.
///
/// Confirm bursts do not count: they would weigh failures more than their time.
final class UptimeSql {
    private UptimeSql() {}

    /// Parameters: from, to (micros; the span itself), then those of `filter`. One row a check with
    /// the columns organization, check_id, up, degraded, down, in minutes.
    static String of(String filter) {
        return """
        WITH span AS (SELECT CAST(? AS BIGINT) // 60000000 AS a, CAST(? AS BIGINT) // 60000000 AS b),
        vote AS (
            SELECT organization, check_id, happened // 60000000 AS minute,
                   count(*) FILTER (outcome = 'DOWN') AS down,
                   count(*) FILTER (outcome = 'DEGRADED') AS degraded,
                   count(*) AS votes
            FROM probe_result, span
            WHERE happened >= (a - 1440) * 60000000 AND happened < b * 60000000
              AND NOT confirming AND outcome <> 'NO_VOTE' AND %s
            GROUP BY ALL),
        said AS (
            SELECT organization, check_id, minute,
                   CASE WHEN down * 2 > votes THEN 2
                        WHEN (down + degraded) * 2 > votes THEN 1
                        ELSE 0 END AS answer,
                   lead(minute) OVER (PARTITION BY organization, check_id ORDER BY minute) AS next
            FROM vote),
        pace AS (
            SELECT organization, check_id,
                   least(greatest(5, CAST(floor(2.5 * coalesce(quantile_disc(next - minute, 0.5), 0)) AS BIGINT)),
                         1560) AS holds
            FROM said GROUP BY ALL),
        stretch AS (
            SELECT organization, check_id, answer,
                   greatest(minute, a) AS since,
                   least(coalesce(next, b), minute + holds, b) AS until
            FROM said JOIN pace USING (organization, check_id), span)
        SELECT organization, check_id,
               CAST(coalesce(sum(until - since) FILTER (answer = 0), 0) AS BIGINT) AS up,
               CAST(coalesce(sum(until - since) FILTER (answer = 1), 0) AS BIGINT) AS degraded,
               CAST(coalesce(sum(until - since) FILTER (answer = 2), 0) AS BIGINT) AS down
        FROM stretch WHERE until > since
        GROUP BY organization, check_id
        """
                .formatted(filter);
    }
}
