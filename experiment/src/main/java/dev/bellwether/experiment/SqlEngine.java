package dev.bellwether.experiment;

import dev.bellwether.analytics.EventStore;
import dev.bellwether.model.SiteId;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// The sums as the campaign's SQL answers them ([ResultSql#sums]), slices together.
record SqlEngine(EventStore store, SiteId site, Campaign campaign, Duration limit)
        implements Verification.Engine {
    @Override
    public Map<Verification.Place, double[]> sums(Metric metric) {
        int numbers = PlainSums.numbers(Reckoning.of(metric).variables().size());
        String sql = new ResultSql(site.value(), campaign).sums(metric);
        return store.ask(
                session -> {
                    Map<Verification.Place, double[]> sums = new HashMap<>();
                    try (var statement = session.connection().createStatement();
                            ResultSet row = statement.executeQuery(sql)) {
                        int first = row.findColumn("n");
                        while (row.next()) {
                            var place =
                                    new Verification.Place(
                                            row.getString(1), LocalDays.date(row.getLong(2)));
                            double[] cell = sums.computeIfAbsent(place, _ -> new double[numbers]);
                            for (int i = 0; i < numbers; i++) {
                                cell[i] += row.getDouble(first + i);
                            }
                        }
                    }
                    return sums;
                },
                limit);
    }
}
