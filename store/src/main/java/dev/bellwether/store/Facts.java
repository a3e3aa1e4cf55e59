package dev.bellwether.store;

import dev.bellwether.model.AcknowledgeAsked;
import dev.bellwether.model.AlertAsked;
import dev.bellwether.model.AlertChanged;
import dev.bellwether.model.Audited;
import dev.bellwether.model.CampaignChanged;
import dev.bellwether.model.CauseNamed;
import dev.bellwether.model.ChangeRecorded;
import dev.bellwether.model.CheckChanged;
import dev.bellwether.model.CheckRemoved;
import dev.bellwether.model.DataStale;
import dev.bellwether.model.DeliveryChanged;
import dev.bellwether.model.DependenciesChanged;
import dev.bellwether.model.Fact;
import dev.bellwether.model.FlagsChanged;
import dev.bellwether.model.GuardSignal;
import dev.bellwether.model.InboundSignal;
import dev.bellwether.model.IncidentChanged;
import dev.bellwether.model.IncidentId;
import dev.bellwether.model.MaintenanceChanged;
import dev.bellwether.model.MaintenanceNoted;
import dev.bellwether.model.MaintenanceReminded;
import dev.bellwether.model.MessageDue;
import dev.bellwether.model.OverrideChanged;
import dev.bellwether.model.PageDue;
import dev.bellwether.model.PolicyChanged;
import dev.bellwether.model.ProviderChanged;
import dev.bellwether.model.ScheduleChanged;
import dev.bellwether.model.ScheduleRemoved;
import dev.bellwether.model.ServiceChanged;
import dev.bellwether.model.ServiceRemoved;
import dev.bellwether.model.ServiceStatusChanged;
import dev.bellwether.model.StatusPageChanged;
import dev.bellwether.model.StatusPageRemoved;
import dev.bellwether.model.SuspectNamed;
import dev.bellwether.model.SwapChanged;
import dev.bellwether.model.TimelineNoted;
import dev.bellwether.model.UnknownFact;
import dev.bellwether.model.VerdictChanged;
import java.util.HashMap;
import java.util.Map;

/// Facts as they stand in the database: a kind, a subject and a JSON body.
final class Facts {
    private static final Map<String, Class<? extends Fact>> BY_KIND = byKind();

    private Facts() {}

    static String kind(Fact fact) {
        return fact instanceof UnknownFact unknown
                ? unknown.kind()
                : fact.getClass().getSimpleName();
    }

    static String body(Fact fact) {
        return fact instanceof UnknownFact unknown ? unknown.body() : Json.write(fact);
    }

    /// What cannot be read is an [UnknownFact]: one bad line must not keep its readers from the
    /// next.
    static Fact read(String kind, String body) {
        Class<? extends Fact> type = BY_KIND.get(kind);
        if (type == null) {
            return new UnknownFact(kind, body);
        }
        try {
            return Json.read(body, type);
        } catch (IllegalArgumentException e) {
            return new UnknownFact(kind, body);
        }
    }

    /// True for a line of a kind we know with a body that we cannot read.
    static boolean isDamaged(Fact fact) {
        return fact instanceof UnknownFact unknown && BY_KIND.containsKey(unknown.kind());
    }

    /// What the fact is about, by which its lines are found again: the incident where there is one.
    static String subject(Fact fact) {
        return switch (fact) {
            case VerdictChanged f -> f.check().value();
            case ProviderChanged f -> f.provider().value();
            case InboundSignal f -> f.alert().incident().value();
            case GuardSignal f -> f.incident().value();
            case DataStale f -> f.subject();
            case AcknowledgeAsked f -> f.incident().value();
            case AlertAsked f -> f.incident().value();
            case IncidentChanged f -> f.incident().id().value();
            case MaintenanceChanged f -> f.maintenance().id().value();
            case MaintenanceNoted f -> f.maintenance().value();
            case ServiceChanged f -> f.service().id().value();
            case ServiceRemoved f -> f.service().value();
            case ServiceStatusChanged f -> f.service().value();
            case CheckChanged f -> f.check().id().value();
            case CheckRemoved f -> f.check().value();
            case TimelineNoted f -> f.incident().value();
            case PolicyChanged f -> f.policy().id().value();
            case AlertChanged f -> f.alert().incident().value();
            case PageDue f -> f.incident().value();
            case MessageDue f -> f.delivery().value();
            case DeliveryChanged f ->
                    f.incident().map(IncidentId::value).orElse(f.delivery().value());
            case StatusPageChanged f -> f.page().id().value();
            case StatusPageRemoved f -> f.page().value();
            case DependenciesChanged f -> f.dependencies().service().value();
            case CauseNamed f -> f.causation().incident().value();
            case ChangeRecorded f -> f.change().id().value();
            case SuspectNamed f -> f.incident().value();
            case MaintenanceReminded f -> f.maintenance().id().value();
            case ScheduleChanged f -> f.schedule().id().value();
            case ScheduleRemoved f -> f.schedule().value();
            case OverrideChanged f -> f.override().schedule().value();
            case SwapChanged f -> f.swap().schedule().value();
            case FlagsChanged f -> f.subject();
            case CampaignChanged f -> f.subject();
            case Audited f -> f.subject();
            case UnknownFact f -> "";
        };
    }

    private static Map<String, Class<? extends Fact>> byKind() {
        var kinds = new HashMap<String, Class<? extends Fact>>();
        collect(Fact.class, kinds);
        kinds.remove(UnknownFact.class.getSimpleName());
        return Map.copyOf(kinds);
    }

    private static void collect(Class<?> type, Map<String, Class<? extends Fact>> kinds) {
        if (type.isRecord()) {
            kinds.put(type.getSimpleName(), type.asSubclass(Fact.class));
            return;
        }
        for (Class<?> permitted : type.getPermittedSubclasses()) {
            collect(permitted, kinds);
        }
    }
}
