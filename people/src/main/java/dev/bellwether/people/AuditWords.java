package dev.bellwether.people;

import dev.bellwether.model.AcknowledgeAsked;
import dev.bellwether.model.Actor;
import dev.bellwether.model.AlertAsked;
import dev.bellwether.model.AlertChanged;
import dev.bellwether.model.Audited;
import dev.bellwether.model.CampaignChanged;
import dev.bellwether.model.CauseNamed;
import dev.bellwether.model.ChangeRecorded;
import dev.bellwether.model.CheckChanged;
import dev.bellwether.model.CheckRemoved;
import dev.bellwether.model.DeliveryChanged;
import dev.bellwether.model.DependenciesChanged;
import dev.bellwether.model.Fact;
import dev.bellwether.model.FlagsChanged;
import dev.bellwether.model.IncidentChanged;
import dev.bellwether.model.MaintenanceChanged;
import dev.bellwether.model.MaintenanceNoted;
import dev.bellwether.model.MaintenanceReminded;
import dev.bellwether.model.MessageDue;
import dev.bellwether.model.OverrideChanged;
import dev.bellwether.model.PageDue;
import dev.bellwether.model.PolicyChanged;
import dev.bellwether.model.ScheduleChanged;
import dev.bellwether.model.ScheduleRemoved;
import dev.bellwether.model.ServiceChanged;
import dev.bellwether.model.ServiceRemoved;
import dev.bellwether.model.ServiceStatusChanged;
import dev.bellwether.model.Signal;
import dev.bellwether.model.StatusPageChanged;
import dev.bellwether.model.StatusPageRemoved;
import dev.bellwether.model.SuspectNamed;
import dev.bellwether.model.SwapChanged;
import dev.bellwether.model.TimelineNoted;
import dev.bellwether.model.UnknownFact;
import dev.bellwether.store.Line;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// A fact in the words of the audit log. Facts that nobody did (a verdict, a delivery) have none.
final class AuditWords {
    private AuditWords() {}

    static Set<Class<? extends Fact>> kinds() {
        return Set.of(
                IncidentChanged.class,
                MaintenanceChanged.class,
                ServiceChanged.class,
                ServiceRemoved.class,
                CheckChanged.class,
                CheckRemoved.class,
                TimelineNoted.class,
                PolicyChanged.class,
                AlertChanged.class,
                StatusPageChanged.class,
                StatusPageRemoved.class,
                DependenciesChanged.class,
                ChangeRecorded.class,
                ScheduleChanged.class,
                ScheduleRemoved.class,
                OverrideChanged.class,
                SwapChanged.class,
                FlagsChanged.class,
                CampaignChanged.class,
                Audited.class);
    }

    static Optional<AuditEntry> entry(Line line) {
        Fact fact = line.fact();
        return switch (fact) {
            case IncidentChanged f ->
                    of(
                            line,
                            f.actor(),
                            "incident." + low(f.what()),
                            f.incident().id().value(),
                            f.incident().name());
            case MaintenanceChanged f ->
                    of(
                            line,
                            f.actor(),
                            "maintenance." + low(f.what()),
                            f.maintenance().id().value(),
                            f.maintenance().name());
            case MaintenanceNoted f ->
                    of(line, f.actor(), "maintenance.noted", f.maintenance().value(), f.text());
            case ServiceChanged f ->
                    of(
                            line,
                            f.actor(),
                            "service.saved",
                            f.service().id().value(),
                            f.service().name());
            case ServiceRemoved f ->
                    of(line, f.actor(), "service.removed", f.service().value(), "");
            case CheckChanged f ->
                    of(line, f.actor(), "check.saved", f.check().id().value(), f.check().name());
            case CheckRemoved f -> of(line, f.actor(), "check.removed", f.check().value(), "");
            case TimelineNoted f ->
                    of(line, f.actor(), "incident.noted", f.incident().value(), f.text());
            case PolicyChanged f ->
                    of(line, f.actor(), "policy.saved", f.policy().id().value(), f.policy().name());
            case AlertChanged f ->
                    of(
                            line,
                            f.actor(),
                            "alert." + low(f.what()),
                            f.alert().id().value(),
                            f.note().isEmpty() ? f.alert().title() : f.note());
            case StatusPageChanged f ->
                    of(line, f.actor(), "page.saved", f.page().id().value(), f.page().name());
            case StatusPageRemoved f -> of(line, f.actor(), "page.removed", f.page().value(), "");
            case DependenciesChanged f ->
                    of(
                            line,
                            f.actor(),
                            "dependencies.saved",
                            f.dependencies().service().value(),
                            f.dependencies().on().stream()
                                    .map(Object::toString)
                                    .sorted()
                                    .collect(Collectors.joining(", ")));
            case ChangeRecorded f ->
                    of(
                            line,
                            f.actor(),
                            "change.recorded",
                            f.change().id().value(),
                            f.change().title());
            case ScheduleChanged f ->
                    of(
                            line,
                            f.actor(),
                            "schedule.saved",
                            f.schedule().id().value(),
                            f.schedule().name());
            case ScheduleRemoved f ->
                    of(line, f.actor(), "schedule.removed", f.schedule().value(), "");
            case OverrideChanged f ->
                    of(
                            line,
                            f.actor(),
                            "override." + low(f.what()),
                            f.override().schedule().value(),
                            f.override().start() + " to " + f.override().end());
            case SwapChanged f ->
                    of(
                            line,
                            f.actor(),
                            "swap." + low(f.swap().state()),
                            f.swap().schedule().value(),
                            f.swap().note());
            case FlagsChanged f ->
                    of(line, f.actor(), f.thing() + "." + low(f.what()), f.subject(), f.detail());
            case CampaignChanged f ->
                    of(line, f.actor(), f.thing() + "." + low(f.what()), f.subject(), f.detail());
            case Audited f -> of(line, f.actor(), f.action(), f.subject(), f.detail());
            case Signal _,
                    AcknowledgeAsked _,
                    AlertAsked _,
                    ServiceStatusChanged _,
                    PageDue _,
                    MessageDue _,
                    DeliveryChanged _,
                    CauseNamed _,
                    SuspectNamed _,
                    MaintenanceReminded _,
                    UnknownFact _ ->
                    Optional.empty();
        };
    }

    private static Optional<AuditEntry> of(
            Line line, Actor actor, String action, String subject, String detail) {
        return Optional.of(new AuditEntry(line.seq(), line.at(), actor, action, subject, detail));
    }

    private static String low(Enum<?> what) {
        return what.name().toLowerCase(Locale.ROOT);
    }
}
