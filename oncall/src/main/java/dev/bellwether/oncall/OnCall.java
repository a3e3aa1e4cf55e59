package dev.bellwether.oncall;

import dev.bellwether.model.ChannelsSetUp;
import dev.bellwether.model.Directory;
import dev.bellwether.model.Job;
import dev.bellwether.model.Secrets;
import dev.bellwether.store.Store;
import java.util.List;

/// The room, wired. Safe for many threads, as are the doors it hands out.
public final class OnCall {
    private final Store store;
    private final Directory directory;
    private final Policies policies;
    private final Alerts alerts;
    private final Schedules schedules;
    private final Rota rota;
    private final EscalationClock clock;
    private final Overrides overrides;
    private final Swaps swaps;
    private final CalendarFeeds feeds;
    private final PolicySeals seals;

    /// @param secrets seals the addresses of webhooks and channels that policies name
    /// @param channels says by which contact methods people can be reached here
    public OnCall(Store store, Directory directory, Secrets secrets, ChannelsSetUp channels) {
        var places = new Places(secrets);
        var staff = new Staff(directory, channels);
        this.store = store;
        this.directory = directory;
        this.policies = new Policies(store, staff, places);
        this.alerts = new Alerts(store, staff);
        this.schedules = new Schedules(store, staff);
        this.rota = new Rota(store, staff);
        this.clock = new EscalationClock(store, directory, places);
        this.overrides = new Overrides(store, staff);
        this.swaps = new Swaps(store, staff);
        this.seals = new PolicySeals(store, places);
        this.feeds = new CalendarFeeds(store, directory);
    }

    public Policies policies() {
        return policies;
    }

    /// Tries a policy on alerts of the past.
    public PolicyBacktest backtest() {
        return new PolicyBacktest(store, directory, policies);
    }

    public Alerts alerts() {
        return alerts;
    }

    /// The schedules, to be made and changed.
    public Schedules schedules() {
        return schedules;
    }

    /// Who is on call when.
    public Rota rota() {
        return rota;
    }

    /// Times in which somebody else is on call than the layers say.
    public Overrides overrides() {
        return overrides;
    }

    public Swaps swaps() {
        return swaps;
    }

    /// Shifts as calendars.
    public CalendarFeeds feeds() {
        return feeds;
    }

    /// How often an alert's last resort reached no person, since the start: each is a page that
    /// nobody hears.
    public long unheard() {
        return clock.unheard();
    }

    /// The reaction to incidents and deliveries, the clocks, and the sealing of old policies.
    public List<Job> jobs() {
        clock.takeAtOnce();
        return List.of(
                store.journal()
                        .reaction(
                                "oncall",
                                AlertReaction.CONCERNS,
                                new AlertReaction(new SenderAsks(clock))),
                clock,
                new StormClock(store, clock),
                new SwapClock(store, new SwapNews(directory)),
                seals);
    }
}
