package dev.bellwether.api;

import dev.bellwether.api.SetupDocument.CheckEntry;
import dev.bellwether.api.SetupDocument.FollowEntry;
import dev.bellwether.api.SetupDocument.ServiceEntry;
import dev.bellwether.model.Check;
import dev.bellwether.model.CheckId;
import dev.bellwether.model.CheckSpec;
import dev.bellwether.model.Dependencies;
import dev.bellwether.model.IncidentPolicy;
import dev.bellwether.model.InvalidInput.Problem;
import dev.bellwether.model.ProviderId;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.Status;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// `follows:` is short for services that follow a provider and their checks. Pure: a document with
/// it becomes one without, and back. Nothing else of a set-up knows of it.
final class SetupFollows {
    private static final Pattern PLACE = Pattern.compile("(services|checks)\\[(\\d+)]\\.?(.*)");

    private SetupFollows() {}

    /// With a service and a check for each that is followed, after the others.
    ///
    /// @param names of the providers that are known
    static SetupDocument expanded(
            SetupDocument document, Function<ProviderId, Optional<String>> names) {
        List<FollowEntry> follows = document.follows().orElse(List.of());
        if (follows.isEmpty()) {
            return document;
        }
        return with(
                document,
                Optional.of(
                        Stream.concat(
                                        document.services().orElse(List.of()).stream(),
                                        follows.stream().map(one -> service(one, names)))
                                .toList()),
                document.follows(),
                Optional.of(
                        Stream.concat(
                                        document.checks().orElse(List.of()).stream(),
                                        follows.stream().map(one -> check(one, names)))
                                .toList()));
    }

    private static String name(FollowEntry one, Function<ProviderId, Optional<String>> names) {
        return one.name()
                .orElseGet(() ->
                        names.apply(one.provider()).orElse(one.provider().value())
                                + one.component().map(part -> " " + part).orElse(""));
    }

    private static ServiceEntry service(
            FollowEntry one, Function<ProviderId, Optional<String>> names) {
        return new ServiceEntry(
                one.id(),
                name(one, names),
                Optional.of(""),
                Optional.of(IncidentPolicy.DEFAULT),
                Optional.empty(),
                List.of(),
                Optional.of(Dependencies.WINDOW));
    }

    private static CheckEntry check(FollowEntry one, Function<ProviderId, Optional<String>> names) {
        return new CheckEntry(
                one.check().orElse(new CheckId(one.id().value())),
                one.id(),
                name(one, names),
                new CheckSpec.ProviderPage(one.provider(), one.component()),
                Optional.of(Check.DEFAULT_INTERVAL),
                Optional.of(Check.DEFAULT_TIMEOUT),
                Optional.empty(),
                Optional.of(Status.MAJOR_OUTAGE),
                Optional.of(Check.Recovery.DEFAULT),
                List.of(),
                Optional.of(false),
                List.of());
    }

    /// The same with `follows` in the place of each service and check that it is short for.
    ///
    /// @param document with every field written out, as [SetupShown] does
    static SetupDocument contracted(SetupDocument document) {
        List<FollowEntry> follows = follows(document);
        Set<ServiceId> services = follows.stream().map(FollowEntry::id).collect(Collectors.toSet());
        return with(
                document,
                document.services()
                        .map(all -> all.stream().filter(s -> !services.contains(s.id())).toList()),
                Optional.of(follows),
                document.checks()
                        .map(all ->
                                all.stream()
                                        .filter(c -> !services.contains(c.service()))
                                        .toList()));
    }

    /// What a document with every field written out merely follows.
    static List<FollowEntry> follows(SetupDocument document) {
        Map<ServiceId, List<CheckEntry>> checks = new HashMap<>();
        document.checks()
                .orElse(List.of())
                .forEach(c -> checks.computeIfAbsent(c.service(), _ -> new ArrayList<>()).add(c));
        var follows = new ArrayList<FollowEntry>();
        for (ServiceEntry service : document.services().orElse(List.of())) {
            List<CheckEntry> its = checks.getOrDefault(service.id(), List.of());
            if (its.size() == 1 && its.getFirst().spec() instanceof CheckSpec.ProviderPage page) {
                CheckEntry check = its.getFirst();
                var follow =
                        new FollowEntry(
                                service.id(),
                                page.provider(),
                                page.component(),
                                Optional.of(service.name()),
                                Optional.of(check.id())
                                        .filter(id -> !id.value().equals(service.id().value())));
                boolean isAll =
                        service(follow, _ -> Optional.empty()).equals(service)
                                && check(follow, _ -> Optional.empty()).equals(check);
                if (isAll) {
                    follows.add(follow);
                }
            }
        }
        return follows;
    }

    /// A problem of what is short for others is told at its own place.
    ///
    /// @param document as it was given
    static String place(SetupDocument document, String field) {
        var place = PLACE.matcher(field);
        if (!place.matches()) {
            return field;
        }
        boolean isService = place.group(1).equals("services");
        int given =
                isService
                        ? document.services().map(List::size).orElse(0)
                        : document.checks().map(List::size).orElse(0);
        int at = Integer.parseInt(place.group(2)) - given;
        if (at < 0) {
            return field;
        }
        String part =
                switch (place.group(3)) {
                    case "spec.provider" -> "provider";
                    case "spec.component" -> "component";
                    case "id" -> isService ? "id" : "check";
                    default -> place.group(3);
                };
        return "follows[" + at + "]" + (part.isEmpty() ? "" : "." + part);
    }

    static List<Problem> told(SetupDocument document, List<Problem> problems) {
        return problems.stream()
                .map(p -> new Problem(place(document, p.field()), p.message()))
                .distinct()
                .toList();
    }

    private static SetupDocument with(
            SetupDocument document,
            Optional<List<ServiceEntry>> services,
            Optional<List<FollowEntry>> follows,
            Optional<List<CheckEntry>> checks) {
        return new SetupDocument(
                document.version(),
                document.providers(),
                document.schedules(),
                document.policies(),
                services,
                follows,
                checks,
                document.integrations(),
                document.routing(),
                document.templates(),
                document.pages());
    }
}
