package dev.bellwether.notify;

import dev.bellwether.model.ChannelsSetUp;
import dev.bellwether.model.ContactMethod;
import dev.bellwether.model.Person;
import dev.bellwether.model.PersonId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// How sure it is that somebody would be reached tonight. Pure.
///
/// @param score 0 to 100: 70 for the share of the last four drills of 90 days that were
///   acknowledged in ten minutes, 15 for a verified method, 15 more for one on another channel
/// @param drills of those four
/// @param acknowledged of them in time
/// @param channels those set up here, of verified methods; each once
/// @param unreachable why no page can reach them, such as `has no verified contact method`
public record Readiness(
        PersonId person,
        String name,
        int score,
        int drills,
        int acknowledged,
        int channels,
        Optional<String> unreachable,
        Optional<Drill> last) {
    private static final int DRILLS = 4;
    private static final Duration REMEMBERED = Duration.ofDays(90);
    private static final int FOR_DRILLS = 70;
    private static final int FOR_A_CHANNEL = 15;

    /// @param newestFirst drills of this person
    static Readiness of(Person person, ChannelsSetUp setUp, List<Drill> newestFirst, Instant now) {
        List<Drill> counted =
                newestFirst.stream()
                        .filter(drill -> drill.startedAt().isAfter(now.minus(REMEMBERED)))
                        .filter(drill -> !drill.isUnderWay(now))
                        .limit(DRILLS)
                        .toList();
        int good = Math.toIntExact(counted.stream().filter(Drill::counts).count());
        int channels =
                Math.toIntExact(
                        person.contacts().stream()
                                .filter(ContactMethod::verified)
                                .filter(method -> setUp.missing(method).isEmpty())
                                .map(ContactMethod::channel)
                                .distinct()
                                .count());
        int share = counted.isEmpty() ? 0 : FOR_DRILLS * good / counted.size();
        Optional<String> unreachable = person.unreachable(setUp);
        int score = unreachable.isEmpty() ? share + FOR_A_CHANNEL * Math.min(channels, 2) : 0;
        return new Readiness(
                person.id(),
                person.name(),
                score,
                counted.size(),
                good,
                channels,
                unreachable,
                newestFirst.stream().findFirst());
    }

    /// Of a team: the mean of its people; 0 when nobody is in it.
    public static int score(List<Readiness> team) {
        return (int) Math.round(team.stream().mapToInt(Readiness::score).average().orElse(0));
    }
}
