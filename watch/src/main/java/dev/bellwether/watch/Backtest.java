package dev.bellwether.watch;

import dev.bellwether.model.AlertChanged;
import dev.bellwether.model.Fact;
import dev.bellwether.model.InboundAlert;
import dev.bellwether.model.InboundSignal;
import dev.bellwether.model.IncidentChanged;
import dev.bellwether.model.IncidentId;
import dev.bellwether.model.IntegrationId;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.PageDue;
import dev.bellwether.model.PastOutages;
import dev.bellwether.model.ServiceStatusChanged;
import dev.bellwether.store.Line;
import dev.bellwether.store.Store;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What rules would have done with what came in: the journal's lines are read again, each alert is
/// routed anew at the time at which it came, and both outcomes are held against each other.
///
/// - *Pages saved*: pages that were sent for an alert that the rules would send nowhere.
/// - *Outages missed*: such an alert that was real. It was real when a person acknowledged it or
///   wrote about it, or when the service was in an outage by its checks or on its page while the
///   alert was open.
/// - *Raised more*: alerts that went nowhere then and would be raised by these rules.
///
/// Nothing is written. Pure but for reading the journal.
public final class Backtest {
    private static final List<Class<? extends Fact>> KINDS =
            List.of(
                    InboundSignal.class,
                    PageDue.class,
                    AlertChanged.class,
                    IncidentChanged.class,
                    ServiceStatusChanged.class);

    /// The most lines that are read; beyond it the answer says from when it counts.
    static final int MOST_LINES = 200_000;

    private static final int MOST_SHOWN = 100;

    private final Store store;

    Backtest(Store store) {
        this.store = store;
    }

    /// @param from since when lines were read
    /// @param alerts how many came in
    /// @param pagesSent for them
    /// @param pagesSaved of those
    /// @param outagesMissed real ones among the alerts that would go nowhere
    /// @param raisedMore that went nowhere and would not
    /// @param movedElsewhere that would have another service, policy or priority
    /// @param changes those for which the outcome is another, the newest first, at most 100
    public record Outcome(
            Instant from,
            int alerts,
            int pagesSent,
            int pagesSaved,
            int outagesMissed,
            int raisedMore,
            int movedElsewhere,
            List<Changed> changes) {
        public Outcome {
            changes = List.copyOf(changes);
        }
    }

    /// @param real why it was a real outage; empty when it was not
    /// @param then where it would go, in words
    public record Changed(
            IncidentId incident,
            Instant at,
            String summary,
            int pages,
            boolean saved,
            Optional<String> real,
            String then) {}

    /// @param rules not saved yet
    /// @param integrations as they are now
    /// @param since no further back than that
    /// @throws InvalidInput when a rule is not right
    public Outcome run(
            OrganizationId organization,
            List<RoutingRule> rules,
            List<Integration> integrations,
            Instant since) {
        List<InvalidInput.Problem> problems = Routing.problems(rules);
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
        List<Line> lines = store.journal().since(organization, KINDS, since, MOST_LINES);
        var past = new Past();
        lines.forEach(past::take);
        return outcome(
                past,
                Routing.of(rules),
                integrations,
                lines.isEmpty() || lines.size() < MOST_LINES ? since : lines.getFirst().at());
    }

    /// One alert, as it went.
    private static final class Story {
        final InboundAlert alert;
        final Instant at;
        boolean raised;
        Optional<Instant> over = Optional.empty();
        int pages;
        Optional<String> touched = Optional.empty();

        Story(InboundAlert alert, Instant at) {
            this.alert = alert;
            this.at = at;
        }
    }

    /// What the lines say, in their order.
    private static final class Past {
        final Map<IncidentId, Story> stories = new java.util.LinkedHashMap<>();
        final PastOutages outages = new PastOutages();

        void take(Line line) {
            switch (line.fact()) {
                case InboundSignal signal -> signal(signal, line.at());
                case PageDue page -> find(page.incident()).ifPresent(story -> story.pages++);
                case AlertChanged changed
                        when changed.what() == AlertChanged.What.ACKNOWLEDGED
                                && changed.actor().isPerson() ->
                        find(changed.alert().incident())
                                .ifPresent(story ->
                                        story.touched =
                                                Optional.of(
                                                        "acknowledged by "
                                                                + changed.actor().name()));
                case IncidentChanged changed ->
                        find(changed.incident().id())
                                .ifPresent(story -> incident(story, changed, line.at()));
                case ServiceStatusChanged changed -> outages.take(changed, line.at());
                default -> {
                    // Not of those asked for.
                }
            }
        }

        private Optional<Story> find(IncidentId id) {
            return Optional.ofNullable(stories.get(id));
        }

        private void signal(InboundSignal signal, Instant at) {
            IncidentId id = signal.alert().incident();
            switch (signal.what()) {
                case RAISED ->
                        stories.computeIfAbsent(id, _ -> new Story(signal.alert(), at)).raised =
                                true;
                case DROPPED -> stories.putIfAbsent(id, new Story(signal.alert(), at));
                case RESOLVED -> find(id).ifPresent(story -> story.over = Optional.of(at));
                case CHANGED, ACKNOWLEDGED, NOTED, ASKED -> {
                    // Says nothing of whether it was real.
                }
            }
        }

        private static void incident(Story story, IncidentChanged changed, Instant at) {
            if (changed.actor().isPerson()) {
                story.touched = Optional.of("handled by " + changed.actor().name());
            }
            if (!changed.incident().status().isOpen()) {
                story.over = story.over.or(() -> Optional.of(at));
            }
        }

        Optional<String> real(Story story) {
            if (story.touched.isPresent()) {
                return story.touched;
            }
            Instant end = story.over.orElse(Instant.MAX);
            return outages.met(story.alert.service(), story.at, end)
                    ? Optional.of("the service was in an outage meanwhile")
                    : Optional.empty();
        }
    }

    private static Outcome outcome(
            Past past, Routing rules, List<Integration> integrations, Instant from) {
        Map<IntegrationId, Integration> known = new HashMap<>();
        integrations.forEach(one -> known.put(one.id(), one));
        var changes = new ArrayList<Changed>();
        int sent = 0;
        int saved = 0;
        int missed = 0;
        int more = 0;
        int moved = 0;
        Set<IncidentId> seen = new HashSet<>();
        for (Story story : past.stories.values()) {
            Integration integration = known.get(story.alert.integration());
            sent += story.pages;
            if (integration == null || !seen.add(story.alert.incident())) {
                continue;
            }
            Routed to = rules.route(integration, event(story.alert), story.at);
            boolean drops = story.raised && to.nowhere();
            boolean raises = !story.raised && !to.nowhere();
            boolean moves =
                    story.raised && !to.nowhere() && isElsewhere(story.alert, integration, to);
            if (!drops && !raises && !moves) {
                continue;
            }
            Optional<String> real = drops ? past.real(story) : Optional.empty();
            saved += drops ? story.pages : 0;
            missed += real.isPresent() ? 1 : 0;
            more += raises ? 1 : 0;
            moved += moves ? 1 : 0;
            changes.add(
                    new Changed(
                            story.alert.incident(),
                            story.at,
                            story.alert.summary(),
                            story.pages,
                            drops,
                            real,
                            (drops ? "nowhere, by " : raises ? "raised, by " : "elsewhere, by ")
                                    + to.why()));
        }
        List<Changed> newest = changes.reversed();
        return new Outcome(
                from,
                past.stories.size(),
                sent,
                saved,
                missed,
                more,
                moved,
                newest.subList(0, Math.min(MOST_SHOWN, newest.size())));
    }

    private static boolean isElsewhere(InboundAlert was, Integration integration, Routed to) {
        return !was.service().equals(to.service().orElse(integration.service()))
                || !was.paging().policy().equals(to.policy())
                || to.priority().isPresent() && !was.paging().priority().equals(to.priority());
    }

    private static InboundEvent event(InboundAlert alert) {
        return InboundEvent.trigger(alert.key(), alert.severity(), alert.summary())
                .from(alert.source())
                .tagged(alert.tags());
    }
}
