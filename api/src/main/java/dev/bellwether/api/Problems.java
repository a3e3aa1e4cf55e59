package dev.bellwether.api;

import dev.bellwether.analytics.EventsUnavailable;
import dev.bellwether.analytics.HistoryUnavailable;
import dev.bellwether.model.Conflict;
import dev.bellwether.model.Forbidden;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.NotFound;
import dev.bellwether.oncall.Gap;
import dev.bellwether.oncall.OpensGaps;
import dev.bellwether.store.JsonFault;
import dev.bellwether.store.StoreUnavailable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;

/// What a failure is to whoever asked (RFC 9457).
final class Problems {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
    private static final Duration DATABASE_BACK = Duration.ofSeconds(5);

    private Problems() {}

    /// The document of a problem.
    ///
    /// @param type says which; also the address of its explanation
    /// @param errors each field that is wrong; empty for other problems
    record Document(
            String type,
            String title,
            int status,
            String detail,
            List<InvalidInput.Problem> errors) {}

    /// @param retryAfter when it makes sense to ask again
    record Answer(Document document, Optional<Duration> retryAfter) {
        static Answer of(int status, String type, String title, String detail) {
            return new Answer(
                    new Document("/api/docs#" + type, title, status, detail, List.of()),
                    Optional.empty());
        }

        Answer after(Duration time) {
            return new Answer(document, Optional.of(time));
        }
    }

    static Answer of(RuntimeException error) {
        return switch (error) {
            case Refused refused -> refused.answer();
            case InvalidInput invalid ->
                    new Answer(
                            new Document(
                                    "/api/docs#invalid",
                                    "The request is not valid",
                                    400,
                                    text(invalid),
                                    invalid.problems()),
                            Optional.empty());
            case JacksonException json ->
                    Answer.of(
                            400,
                            "not-json",
                            "The body is not JSON",
                            "It cannot be read" + where(json) + ".");
            case NotFound missing ->
                    Answer.of(404, "not-found", "There is no such thing", text(missing));
            case Forbidden forbidden ->
                    Answer.of(403, "forbidden", "The right to it is missing", text(forbidden));
            case OpensGaps gaps ->
                    new Answer(
                            new Document(
                                    "/api/docs#gaps",
                                    "It would leave times in which nobody can be reached",
                                    409,
                                    text(gaps) + " with accept_gaps=true",
                                    gaps.gaps().stream().map(Problems::gap).toList()),
                            Optional.empty());
            case Conflict conflict ->
                    Answer.of(409, "conflict", "What stands does not allow it", text(conflict));
            case StoreUnavailable gone ->
                    Answer.of(
                                    503,
                                    "unavailable",
                                    "The database does not answer",
                                    "Nothing was changed. Checks and pages go on meanwhile.")
                            .after(DATABASE_BACK);
            case HistoryUnavailable gone ->
                    Answer.of(
                                    503,
                                    "unavailable",
                                    "The check history does not answer",
                                    "It was not read. Checks and pages go on meanwhile.")
                            .after(DATABASE_BACK);
            case EventsUnavailable gone ->
                    Answer.of(
                                    503,
                                    "unavailable",
                                    "The event store does not answer",
                                    text(gone) + "; send it again")
                            .after(DATABASE_BACK);
            default -> {
                LOG.error("An API request failed", error);
                yield Answer.of(
                        500,
                        "failed",
                        "The server failed",
                        "The cause is in its log. Whether anything was changed is not known.");
            }
        };
    }

    private static InvalidInput.Problem gap(Gap gap) {
        String why =
                gap.reasons().stream()
                        .map(reason -> reason.name() + " " + reason.why())
                        .collect(Collectors.joining(", "));
        return new InvalidInput.Problem(
                "gaps",
                gap.start()
                        + " to "
                        + gap.end()
                        + ": "
                        + (why.isEmpty() ? "nobody is on call" : why));
    }

    /// What is wrong with a body that the parser refused: no JSON, or beyond the bounds.
    static Answer notJson(byte[] body, JacksonException refused) {
        return Answer.of(
                400,
                "not-json",
                "The body is not JSON",
                JsonFault.of(body, refused)
                        + (refused instanceof StreamConstraintsException ? where(refused) : "")
                        + ".");
    }

    private static String where(JacksonException json) {
        TokenStreamLocation at = json.getLocation();
        return at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
    }

    private static String text(RuntimeException error) {
        return String.valueOf(error.getMessage());
    }
}
