package dev.bellwether.oncall;

import dev.bellwether.model.ContactMethod;
import dev.bellwether.model.EscalationPolicy;
import dev.bellwether.model.EscalationPolicy.Target;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.Person;
import dev.bellwether.model.PersonId;
import dev.bellwether.model.ScheduleId;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Refuses a policy that could not page, naming everything that is wrong.
final class PolicyInput {
    static final int MOST_STEPS = 20;
    static final int MOST_TARGETS = 20;

    /// The console offers minutes; seconds are for files and demonstrations.
    static final Duration LEAST_DELAY = Duration.ofSeconds(10);

    static final Duration LEAST_TIMEOUT = Duration.ofMinutes(1);
    static final Duration LONGEST_DELAY = Duration.ofHours(24);
    static final int MOST_REPEATS = 9;

    private final List<InvalidInput.Problem> problems = new ArrayList<>();
    private final Staff staff;
    private final OrganizationId organization;
    private final Map<ScheduleId, Set<PersonId>> schedules;
    private final Reach reach;

    private PolicyInput(
            Staff staff, OrganizationId organization, Map<ScheduleId, Set<PersonId>> schedules) {
        this.schedules = schedules;
        this.staff = staff;
        this.organization = organization;
        this.reach = new Reach(organization, staff);
    }

    /// @param schedules those of the organization that the policy names, with whoever has a part in
    ///   them
    static void check(
            EscalationPolicy policy, Staff staff, Map<ScheduleId, Set<PersonId>> schedules) {
        var input = new PolicyInput(staff, policy.organization(), schedules);
        input.check(policy);
        if (!input.problems.isEmpty()) {
            throw new InvalidInput(input.problems);
        }
    }

    private void check(EscalationPolicy policy) {
        require(
                !policy.name().isBlank() && policy.name().length() <= 100,
                "name",
                "'" + policy.name() + "' does not have 1 to 100 characters");
        require(
                policy.repeat() >= 0 && policy.repeat() <= MOST_REPEATS,
                "repeat",
                "'" + policy.repeat() + "' is not 0 to " + MOST_REPEATS);
        int steps = policy.steps().size();
        require(
                steps >= 1 && steps <= MOST_STEPS,
                "steps",
                "'" + steps + "' steps; allowed: 1 to " + MOST_STEPS);
        for (int i = 0; i < steps; i++) {
            check("steps[" + i + "]", policy.steps().get(i));
        }
        policy.acknowledgeTimeout()
                .ifPresent(time ->
                        require(
                                time.compareTo(LEAST_TIMEOUT) >= 0
                                        && time.compareTo(LONGEST_DELAY) <= 0,
                                "acknowledgeTimeout",
                                "'" + time + "' is not between 1 minute and 24 hours"));
        int last = policy.lastResort().size();
        require(
                last <= MOST_TARGETS,
                "lastResort",
                "'" + last + "' targets; allowed: at most " + MOST_TARGETS);
        for (int i = 0; i < last; i++) {
            String field = "lastResort[" + i + "]";
            Target target = policy.lastResort().get(i);
            require(
                    target instanceof Target.ToWebhook || target instanceof Target.ToChannel,
                    field,
                    "the last resort is a webhook or a channel; the owners are paged with it");
            check(field, target);
        }
        someone(policy);
    }

    /// Whoever is named is checked where they are named. A channel takes nothing on: where no step
    /// has a person, the owners of the last resort must be there.
    private void someone(EscalationPolicy policy) {
        List<Target> targets =
                policy.steps().stream().flatMap(step -> step.targets().stream()).toList();
        if (targets.isEmpty() || has(targets, Target.ToPerson.class) || reaches(policy)) {
            return;
        }
        boolean places =
                has(targets, Target.ToWebhook.class) || has(targets, Target.ToChannel.class);
        boolean owner =
                staff.owners(organization).stream()
                        .anyMatch(one -> reach.whyNot(one.id()).isEmpty());
        require(
                places && owner,
                "steps",
                places
                        ? "no person can be reached: its steps tell only channels and webhooks, and"
                                + " no owner can be reached as the last resort"
                        : "nobody whom its schedules ever call can be reached: give somebody of"
                                + " them a verified contact method whose channel is set up, or name"
                                + " a person");
    }

    private static boolean has(List<Target> targets, Class<? extends Target> kind) {
        return targets.stream().anyMatch(kind::isInstance);
    }

    private void check(String field, EscalationPolicy.Step step) {
        require(
                step.delay().compareTo(LEAST_DELAY) >= 0
                        && step.delay().compareTo(LONGEST_DELAY) <= 0,
                field + ".delay",
                "'" + step.delay() + "' is not between 10 seconds and 24 hours");
        int targets = step.targets().size();
        require(
                targets >= 1 && targets <= MOST_TARGETS,
                field + ".targets",
                "'" + targets + "' targets; allowed: 1 to " + MOST_TARGETS);
        for (int i = 0; i < targets; i++) {
            check(field + ".targets[" + i + "]", step.targets().get(i));
        }
    }

    private void check(String field, Target target) {
        switch (target) {
            case Target.ToPerson(var id) -> {
                Optional<Person> person = staff.person(organization, id).filter(Person::active);
                require(
                        person.isPresent(),
                        field + ".person",
                        "'" + id + "' is not an active person of this organization");
                person.flatMap(_ -> reach.whyNot(id))
                        .ifPresent(why ->
                                require(
                                        false,
                                        field + ".person",
                                        "'" + id + "' (" + why.name() + ") " + why.why()));
            }
            case Target.ToSchedule(var id) ->
                    require(
                            schedules.containsKey(id),
                            field + ".schedule",
                            "'" + id + "' is not a schedule of this organization");
            case Target.ToChannel(var channel, var address) -> {
                boolean fits = channel.form().normal(address).filter(address::equals).isPresent();
                require(
                        fits,
                        field + ".address",
                        "'" + address + "' is not " + channel.form().hint());
                if (fits) {
                    staff.channels()
                            .missing(new ContactMethod("place", channel, address, true))
                            .ifPresent(what -> require(false, field + ".channel", what));
                }
            }
            case Target.ToWebhook(var url) ->
                    require(
                            isWeb(url),
                            field + ".url",
                            "'" + url + "' is not an http or https address");
        }
    }

    /// Whether a schedule of its steps has anybody who can be reached.
    private boolean reaches(EscalationPolicy policy) {
        return policy.schedules().stream()
                .flatMap(id -> Optional.ofNullable(schedules.get(id)).stream())
                .flatMap(people -> people.stream())
                .anyMatch(person -> reach.whyNot(person).isEmpty());
    }

    private static boolean isWeb(String url) {
        try {
            URI uri = new URI(url);
            return url.length() <= 2_000
                    && uri.getHost() != null
                    && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private void require(boolean holds, String field, String message) {
        if (!holds) {
            problems.add(new InvalidInput.Problem(field, message));
        }
    }
}
