package dev.bellwether.watch;

import static java.util.Objects.requireNonNull;

import dev.bellwether.model.Timings;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a place and the server say to each other: JSON over HTTP, asked by the place, which may
/// stand behind a firewall.
///
/// ```
/// POST /probe/v1/hello    token → session           once, and again when the session is unknown
/// POST /probe/v1/work     session, after → asks     held open until there is work, 5 s at most
/// POST /probe/v1/answers  session, answers → count  in batches
/// ```
///
/// Asks are numbered within a session. The place says which number it has; what was lost on the way
/// is told again. An answer counts once, by its number. Unknown fields are passed over on both
/// sides, and a check that a place does not understand is answered without a vote; so versions may
/// differ.
final class PlaceWire {
    static final int PROTOCOL = 1;
    static final int MOST_ASKS = 200;
    static final int MOST_ANSWERS = 200;
    static final int LONGEST_MESSAGE = 500;

    private PlaceWire() {}

    /// @param probe made at the start of the place's process
    record Hello(
            int protocol,
            String probe,
            String version,
            Optional<String> region,
            Optional<Double> latitude,
            Optional<Double> longitude) {
        Hello {
            requireNonNull(probe);
            requireNonNull(version);
        }
    }

    /// @param session empty when this very process has a session with this node already
    /// @param node the id of the node that answers
    /// @param address of that node alone; empty when it has none
    /// @param others addresses of the other nodes, each of which must be asked too
    record Welcome(
            int protocol,
            String session,
            String place,
            String node,
            String address,
            List<String> others,
            Instant now) {
        Welcome {
            others = List.copyOf(others);
        }
    }

    /// @param after the highest number of an ask that arrived
    /// @param offset microseconds by which the place's clock is behind, as it measured
    /// @param roundTrip microseconds
    record Poll(String session, long after, long offset, long roundTrip) {
        Poll {
            requireNonNull(session);
        }
    }

    record Work(Instant now, List<Ask> asks) {
        Work {
            asks = List.copyOf(asks);
        }
    }

    /// @param age microseconds since the probe was wanted
    /// @param check the check as JSON, in a text of its own: one that cannot be read spoils no
    ///   other
    record Ask(long number, long age, String check) {}

    record Answers(String session, List<Said> answers) {
        Answers {
            requireNonNull(session);
            answers = List.copyOf(answers);
        }
    }

    /// @param at when the probe began, by the place's clock
    record Said(
            long number,
            String outcome,
            Instant at,
            Instant answered,
            Timings timings,
            String message) {
        Said {
            requireNonNull(outcome);
            requireNonNull(at);
            requireNonNull(answered);
            requireNonNull(timings);
            requireNonNull(message);
        }
    }

    record Taken(Instant now, int counted) {}
}
