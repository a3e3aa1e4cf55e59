package dev.bellwether.experiment;

import dev.bellwether.analytics.EventStore;
import dev.bellwether.analytics.EventView;
import dev.bellwether.analytics.EventsUnavailable;
import dev.bellwether.model.SiteId;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/// Results straight from [ResultSql]: nothing is kept, and each question reads the site's events.
/// For events in ClickHouse, and for checking.
final class SqlResults implements Results {
    private static final Duration LIMIT = Duration.ofMinutes(10);

    /// Into how many parts of the visitors a question is divided that needs more memory than it may
    /// have: parts add up.
    private static final List<Integer> PARTS = List.of(1, 8, 64);

    /// Of ClickHouse, for more memory than a query may have.
    private static final int MEMORY = 241;

    private final EventStore store;
    private final InstantSource clock;

    SqlResults(EventStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    @Override
    public ResultsAnswer now(SiteId site, Campaign campaign, SliceFilter filter) {
        filter.check(campaign);
        try {
            return new ResultsAnswer.Told(
                    ask(site, campaign, filter, question -> question.answer(clock.instant())));
        } catch (EventsUnavailable e) {
            return new ResultsAnswer.CannotSay(
                    ResultsAnswer.Cause.EVENTS_UNAVAILABLE, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public ResultsAnswer kept(SiteId site, Campaign campaign, SliceFilter filter) {
        return now(site, campaign, filter);
    }

    @Override
    public List<SliceValue> slices(SiteId site, Campaign campaign, int most) {
        return ask(site, campaign, SliceFilter.ALL, question -> question.slices(most));
    }

    @Override
    public void close() {}

    private interface Asked<T> {
        T of(SqlQuestion question) throws SQLException;
    }

    private <T> T ask(SiteId site, Campaign campaign, SliceFilter filter, Asked<T> asked) {
        String feature = "campaign " + campaign.key().replaceAll("[^A-Za-z0-9 ._:/-]", "_");
        return store.view(feature, view -> inParts(view, site, campaign, filter, asked), LIMIT);
    }

    private static <T> T inParts(
            EventView view, SiteId site, Campaign campaign, SliceFilter filter, Asked<T> asked)
            throws SQLException {
        for (int parts : PARTS) {
            try {
                return asked.of(new SqlQuestion(view, site, campaign, filter, parts));
            } catch (SQLException e) {
                if (e.getErrorCode() != MEMORY || parts == PARTS.getLast()) {
                    throw e;
                }
            }
        }
        throw new IllegalStateException("no parts");
    }
}
