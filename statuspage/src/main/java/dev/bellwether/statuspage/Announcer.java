package dev.bellwether.statuspage;

import dev.bellwether.model.Component;
import dev.bellwether.model.ComponentId;
import dev.bellwether.model.Incident;
import dev.bellwether.model.Maintenance;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.ServiceStatusChanged;
import dev.bellwether.model.Status;
import dev.bellwether.model.StatusPage;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// What one page says about a thing, as of one moment.
final class Announcer {
    private final StatusPage page;
    private final PageView view;
    private final Shown shown;
    private final Words words;
    private final Times times;

    /// @param status what each service of the page is said to be
    Announcer(
            StatusPage page,
            Function<ServiceId, Status> status,
            Words words,
            String serverUrl,
            Instant now) {
        this.page = page;
        this.words = words;
        ZoneId zone = ZoneId.of(page.timeZone());
        this.times = new Times(zone, words.locale());
        var byService = new HashMap<ServiceId, List<Component>>();
        for (Component component : page.components()) {
            byService.computeIfAbsent(component.service(), _ -> new ArrayList<>(1)).add(component);
        }
        this.shown = new Shown(byService);
        var order = new Order(page);
        List<ComponentView> components =
                order.components().stream()
                        .map(c ->
                                new ComponentView(
                                        c,
                                        order.position(c),
                                        status.apply(c.service()),
                                        false,
                                        now,
                                        List.of(),
                                        List.of(),
                                        Optional.empty()))
                        .toList();
        this.view =
                new PageView(
                        page,
                        ViewMaker.url(page, serverUrl),
                        zone,
                        now,
                        now,
                        components,
                        List.of(),
                        List.of(),
                        List.of());
    }

    /// One thing to be told, and by what it is known.
    record Told(String subject, String update, Announcement announcement) {}

    /// Empty when the page does not show it or nothing was said yet.
    Optional<Told> incident(Incident incident) {
        return shown.concerns(incident) ? told(shown.incident(incident)) : Optional.empty();
    }

    Optional<Told> maintenance(Maintenance work) {
        return shown.concerns(work) ? told(shown.maintenance(work)) : Optional.empty();
    }

    /// The newest update once more, shortly before the work begins.
    Optional<Told> reminder(Maintenance work, Duration before) {
        return shown.concerns(work)
                ? told(shown.maintenance(work), "reminder-" + before.toMinutes())
                : Optional.empty();
    }

    private Optional<Told> told(IncidentView incident) {
        return told(incident, "");
    }

    /// @param again what makes this telling another one than that of the update itself
    private Optional<Told> told(IncidentView incident, String again) {
        if (incident.updates().isEmpty()) {
            return Optional.empty();
        }
        UpdateView update = incident.updates().getFirst();
        PageView now = withIncident(incident);
        var letter = new LetterText(page, view.url(), words, times, incident, update);
        List<ComponentId> about = incident.components().stream().map(Component::id).toList();
        return Optional.of(
                new Told(
                        incident.id(),
                        again.isEmpty() ? update.id() : update.id() + "-" + again,
                        new Announcement(
                                Announcement.Audience.ALL,
                                about,
                                page.name(),
                                letter.subject(),
                                "incident-" + page.id() + "-" + incident.id(),
                                letter.plain(),
                                letter.html(),
                                words.of("letter.duplicate"),
                                new SubscriberWebhook(now, times).incident(incident),
                                ChatText.slack(letter),
                                ChatText.teams(letter))));
    }

    private PageView withIncident(IncidentView incident) {
        return new PageView(
                page,
                view.url(),
                view.zone(),
                view.now(),
                incident.updatedAt(),
                view.components(),
                List.of(),
                incident.isMaintenance() ? List.of() : List.of(incident),
                incident.isMaintenance() ? List.of(incident) : List.of());
    }

    /// One for each component that shows the service.
    List<Told> status(ServiceStatusChanged changed, String id) {
        var told = new ArrayList<Told>();
        for (ComponentView component : view.components()) {
            if (component.component().service().equals(changed.service())) {
                ComponentId about = component.component().id();
                told.add(
                        new Told(
                                about.value(),
                                id + "-" + about,
                                new Announcement(
                                        Announcement.Audience.WEBHOOKS,
                                        List.of(about),
                                        page.name(),
                                        component.component().name(),
                                        "",
                                        "",
                                        "",
                                        "",
                                        new SubscriberWebhook(view, times)
                                                .component(component, changed, id),
                                        "",
                                        "")));
            }
        }
        return told;
    }
}
