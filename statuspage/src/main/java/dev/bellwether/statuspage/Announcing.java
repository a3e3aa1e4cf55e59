package dev.bellwether.statuspage;

import dev.bellwether.model.Fact;
import dev.bellwether.model.IncidentChanged;
import dev.bellwether.model.MaintenanceChanged;
import dev.bellwether.model.MaintenanceReminded;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.ServiceStatusChanged;
import dev.bellwether.model.Status;
import dev.bellwether.model.StatusPage;
import dev.bellwether.store.Json;
import dev.bellwether.store.Line;
import dev.bellwether.store.Reaction;
import dev.bellwether.store.Tx;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Begins to tell subscribers what the journal says: one fan-out for each update and page, in the
/// transaction that moves the cursor. An edit of what was said is not told again, nor is what an
/// import brings, nor what is old by now.
final class Announcing implements Reaction {
    /// What it takes; all else is passed over.
    static final Set<Class<? extends Fact>> CONCERNS =
            Set.of(
                    IncidentChanged.class,
                    MaintenanceChanged.class,
                    MaintenanceReminded.class,
                    ServiceStatusChanged.class);

    /// News that a server hears of so late, after it was down or when it first learns of
    /// subscribers, are news no more.
    private static final Duration NEWS = Duration.ofHours(6);

    private static final int SEQ_DIGITS = 9;

    private final Map<String, Words> languages = Words.all();
    private final String serverUrl;

    Announcing(String serverUrl) {
        this.serverUrl = serverUrl;
    }

    @Override
    public void on(Tx tx, Line line) {
        if (isTold(line.fact()) && !line.at().isBefore(tx.now().minus(NEWS))) {
            for (StatusPage page : pages(tx, line.organization())) {
                tell(tx, line, page);
            }
        }
    }

    private static boolean isTold(Fact fact) {
        return switch (fact) {
            case IncidentChanged f ->
                    World.isShown(f) && !f.incident().backfilled() && isNews(f.what());
            case MaintenanceChanged f -> f.what() != MaintenanceChanged.What.DELETED;
            case MaintenanceReminded _ -> true;
            case ServiceStatusChanged f -> f.from() != f.to();
            default -> false;
        };
    }

    private static boolean isNews(IncidentChanged.What what) {
        return switch (what) {
            case OPENED, UPDATED, RESOLVED, REOPENED, PUBLISHED, POSTMORTEM_PUBLISHED -> true;
            default -> false;
        };
    }

    private static List<StatusPage> pages(Tx tx, OrganizationId organization) {
        return tx.sql()
                .createQuery("SELECT body FROM status_page WHERE organization = :o ORDER BY id")
                .bind("o", organization)
                .mapTo(String.class)
                .map(body -> Json.read(body, StatusPage.class))
                .list();
    }

    private void tell(Tx tx, Line line, StatusPage page) {
        Words words =
                Optional.ofNullable(languages.get(page.look().language()))
                        .orElseGet(() -> languages.get("en"));
        var announcer =
                new Announcer(
                        page,
                        statuses(tx, line.organization(), line.fact()),
                        words,
                        serverUrl,
                        tx.now());
        List<Announcer.Told> told =
                switch (line.fact()) {
                    case IncidentChanged f -> announcer.incident(f.incident()).stream().toList();
                    case MaintenanceChanged f ->
                            announcer.maintenance(f.maintenance()).stream().toList();
                    case MaintenanceReminded f ->
                            announcer.reminder(f.maintenance(), f.before()).stream().toList();
                    case ServiceStatusChanged f ->
                            hasPrograms(tx, page)
                                    ? announcer.status(f, "s" + Long.toString(line.seq(), 36))
                                    : List.of();
                    default -> List.of();
                };
        told.forEach(one ->
                FanOutRows.begin(
                        tx, line.organization(), page.id(), one, order(line) + tx.newId()));
    }

    /// Begins the id, so that what was said first is told first, also where it is heard of
    /// together.
    private static String order(Line line) {
        String seq = Long.toString(line.seq(), 36);
        return "0".repeat(Math.max(0, SEQ_DIGITS - seq.length())) + seq;
    }

    /// Statuses turn often, and mostly nobody has asked to be told of each.
    private static boolean hasPrograms(Tx tx, StatusPage page) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT EXISTS (SELECT 1 FROM subscriber
                                       WHERE page = :page AND state = 'ACTIVE' AND mode = 'WEBHOOK')
                        """)
                .bind("page", page.id())
                .mapTo(Boolean.class)
                .one();
    }

    /// What services are said to be: the rows, which another reaction writes and may be a moment
    /// behind, and over them what the fact itself says.
    private static Function<ServiceId, Status> statuses(
            Tx tx, OrganizationId organization, Fact fact) {
        var known = new HashMap<ServiceId, Status>();
        tx.sql()
                .createQuery(
                        """
                        SELECT service, became FROM page_turn turn WHERE organization = :o AND NOT EXISTS (
                            SELECT 1 FROM page_turn later
                            WHERE later.organization = turn.organization AND later.service = turn.service
                              AND later.at > turn.at)
                        """)
                .bind("o", organization)
                .map((rs, _) ->
                        known.put(
                                new ServiceId(rs.getString("service")),
                                Status.valueOf(rs.getString("became"))))
                .list();
        switch (fact) {
            case ServiceStatusChanged f -> known.put(f.service(), f.to());
            case IncidentChanged f when f.incident().status().isOpen() ->
                    known.putAll(f.incident().affected());
            default -> {
                // The rows say it all.
            }
        }
        return service -> known.getOrDefault(service, Status.OPERATIONAL);
    }
}
