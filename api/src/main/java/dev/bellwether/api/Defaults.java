package dev.bellwether.api;

import dev.bellwether.experiment.Audience;
import dev.bellwether.experiment.Campaign;
import dev.bellwether.experiment.CampaignPlan;
import dev.bellwether.experiment.Condition;
import dev.bellwether.experiment.FlagBook;
import dev.bellwether.experiment.Measure;
import dev.bellwether.experiment.Metric;
import dev.bellwether.experiment.Ramp;
import dev.bellwether.experiment.Rule;
import dev.bellwether.experiment.Serving;
import dev.bellwether.experiment.Window;
import dev.bellwether.incident.NewIncident;
import dev.bellwether.incident.NewMaintenance;
import dev.bellwether.incident.NewSeries;
import dev.bellwether.incident.NewUpdate;
import dev.bellwether.model.CheckSpec;
import dev.bellwether.model.IncidentPolicy;
import dev.bellwether.model.IncidentStatus;
import dev.bellwether.model.PageLook;
import dev.bellwether.oncall.OverrideDraft;
import dev.bellwether.oncall.ScheduleDraft;
import dev.bellwether.oncall.SwapDraft;
import dev.bellwether.statistics.Family;
import dev.bellwether.statistics.Side;
import dev.bellwether.statuspage.PageSpec;
import dev.bellwether.watch.Checks;
import dev.bellwether.watch.InboundMapping;
import dev.bellwether.watch.Integration;
import dev.bellwether.watch.ProviderDraft;
import dev.bellwether.watch.RoutingRule;
import dev.bellwether.watch.Silence;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// What a field of a body is when it is left out.
final class Defaults {
    private static final Map<Class<?>, Map<String, Supplier<Object>>> BY_RECORD =
            Map.of(
                    CheckSpec.Http.class,
                    Map.of(
                            "method", () -> "GET",
                            "body", () -> "",
                            "statuses", () -> "200-299",
                            "maxRedirects", () -> 5,
                            "insecure", () -> false),
                    CheckSpec.Tls.class,
                    Map.of("port", () -> 443, "daysLeft", () -> 14),
                    CheckSpec.Dns.class,
                    Map.of("type", () -> "A"),
                    CheckSpec.Heartbeat.class,
                    Map.of(
                            "token", () -> Checks.KEPT,
                            "period", () -> Duration.ofHours(1),
                            "grace", () -> Duration.ofMinutes(5),
                            "zone", () -> "UTC"),
                    IncidentPolicy.class,
                    Map.of(
                            "publish", IncidentPolicy.DEFAULT::publish,
                            "openOnDegraded", IncidentPolicy.DEFAULT::openOnDegraded,
                            "openAfter", IncidentPolicy.DEFAULT::openAfter,
                            "resolveAfter", IncidentPolicy.DEFAULT::resolveAfter,
                            "pageOnDegraded", IncidentPolicy.DEFAULT::pageOnDegraded),
                    NewIncident.class,
                    Map.of(
                            "status", () -> IncidentStatus.INVESTIGATING,
                            "body", () -> "",
                            "published", () -> true,
                            "backfilled", () -> false),
                    NewUpdate.class,
                    Map.of("body", () -> ""),
                    NewMaintenance.class,
                    Map.of("autoTransition", () -> true),
                    NewSeries.class,
                    Map.of("autoTransition", () -> true, "zone", () -> "UTC"),
                    ProviderDraft.class,
                    Map.of("homepage", () -> "", "category", () -> "", "reader", () -> ""));

    private static final Map<Class<?>, Map<String, Supplier<Object>>> OF_PAGES =
            Map.of(
                    PageSpec.class,
                    Map.of(
                            "description", () -> "",
                            "url", () -> "",
                            "timeZone", () -> "UTC",
                            "main", () -> false,
                            "look", () -> PageLook.PLAIN),
                    ScheduleDraft.class,
                    Map.of("description", () -> ""),
                    ScheduleDraft.LayerDraft.class,
                    Map.of("name", () -> ""),
                    OverrideDraft.class,
                    Map.of("note", () -> ""),
                    SwapDraft.class,
                    Map.of("note", () -> ""),
                    PageSpec.Access.class,
                    Map.of("password", () -> false, "both", () -> false, "newKey", () -> false),
                    PageLook.class,
                    Map.of("language", () -> "en"),
                    PageSpec.Group.class,
                    Map.of("description", () -> ""),
                    PageSpec.Item.class,
                    Map.of(
                            "description", () -> "",
                            "showUptime", () -> true,
                            "onlyShowIfDegraded", () -> false));

    private static final Map<Class<?>, Map<String, Supplier<Object>>> OF_INBOUND =
            Map.of(
                    IntegrationRoutes.Given.class,
                    Map.of(
                            "kind", () -> "json",
                            "published", () -> false,
                            "perMinute", () -> Integration.PER_MINUTE),
                    IntegrationRoutes.Rotation.class,
                    Map.of("atOnce", () -> false),
                    RoutingRule.class,
                    Map.of("nowhere", () -> false),
                    RoutingRule.Times.class,
                    Map.of("zone", () -> "UTC", "from", () -> "00:00", "to", () -> "00:00"),
                    Silence.Matcher.class,
                    Map.of("isRegex", () -> false, "isEqual", () -> true),
                    InboundRoutes.NewSilence.class,
                    Map.of("comment", () -> ""),
                    InboundMapping.class,
                    Map.of(
                            "items", () -> "",
                            "action", () -> "",
                            "severity", () -> "",
                            "source", () -> "",
                            "details", () -> "",
                            "link", () -> ""));

    private static final Map<Class<?>, Map<String, Supplier<Object>>> OF_FLAGS =
            Map.of(
                    FlagRoutes.Given.class,
                    Map.of("description", () -> "", "open", () -> false, "on", () -> false),
                    FlagRoutes.Changed.class,
                    Map.of("description", () -> "", "open", () -> false),
                    Rule.class,
                    Map.of("when", () -> Condition.EVERYBODY, "window", () -> Window.ALWAYS),
                    Serving.Split.class,
                    Map.of("coverage", () -> Ramp.ALL),
                    Ramp.class,
                    Map.of("first", () -> 1.0),
                    FlagPartRoutes.HoldoutGiven.class,
                    Map.of("window", () -> Window.ALWAYS, "version", () -> FlagBook.NEW),
                    FlagPartRoutes.SegmentGiven.class,
                    Map.of("version", () -> FlagBook.NEW),
                    FlagPartRoutes.GroupGiven.class,
                    Map.of("version", () -> FlagBook.NEW),
                    FlagRoutes.Asked.class,
                    Map.of("visitor", () -> ""));

    private static final Map<Class<?>, Map<String, Supplier<Object>>> OF_CAMPAIGNS =
            Map.of(
                    CampaignRoutes.Given.class,
                    campaign(),
                    CampaignRoutes.Changed.class,
                    campaign(),
                    CampaignPlan.Chosen.class,
                    Map.of("role", () -> Family.Role.SECONDARY),
                    Campaign.Arm.class,
                    Map.of("weight", () -> 1.0),
                    Metric.Covariate.class,
                    Map.of("before", () -> Metric.BEFORE),
                    Measure.Term.class,
                    Map.of("values", () -> false),
                    AudienceRoutes.Given.class,
                    Map.of("zone", () -> ZoneId.of("UTC"), "version", () -> 0L),
                    Audience.Counted.class,
                    Map.of("values", () -> false),
                    MetricRoutes.Given.class,
                    Map.of("better", () -> Side.GREATER, "margin", () -> 0.0, "version", () -> 0L));

    private Defaults() {}

    private static Map<String, Supplier<Object>> campaign() {
        return Map.of(
                "description", () -> "",
                "kind", () -> CampaignPlan.Kind.EXPERIMENT,
                "zone", () -> ZoneId.of("UTC"),
                "multiple", () -> Campaign.Multiple.LEFT_OUT,
                "plannedVisitors", () -> CampaignPlan.PLANNED_VISITORS,
                "staleAfter", () -> CampaignPlan.STALE_AFTER);
    }

    /// Empty when the field must be given.
    static Optional<Supplier<Object>> of(Class<?> type, String field) {
        var fields =
                BY_RECORD.getOrDefault(
                        type,
                        OF_PAGES.getOrDefault(
                                type,
                                OF_INBOUND.getOrDefault(
                                        type,
                                        OF_FLAGS.getOrDefault(
                                                type, OF_CAMPAIGNS.getOrDefault(type, Map.of())))));
        return Optional.ofNullable(fields.get(field));
    }
}
