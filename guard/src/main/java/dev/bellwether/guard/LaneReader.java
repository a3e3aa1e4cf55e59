package dev.bellwether.guard;

import java.util.Locale;
import org.eclipse.jetty.http.HttpFields;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reads whether a query says that nobody waits for it: by the header `X-Bellwether-Lane`, else by
/// the member `lane` of a `log_comment` in JSON, else by the comments before its first word, as
/// [OriginReader] reads where it comes from. The one word that says so is `batch`: a query may
/// stand back, and not put itself forward, so that any other word says nothing.
final class LaneReader {
    private static final String LANE = "lane";

    private LaneReader() {}

    static boolean isBatch(HttpFields headers, Address address, Statement statement) {
        @Nullable String header = headers.get("X-Bellwether-Lane");
        if (header != null) {
            return saysBatch(header);
        }
        String logged = ofLogComment(OriginReader.logComment(address, statement));
        if (!logged.isEmpty()) {
            return saysBatch(logged);
        }
        return statement instanceof Statement.Read read
                && OriginText.leadingComments(read.tokens().text()).stream()
                        .map(LaneReader::ofComment)
                        .filter(lane -> !lane.isEmpty())
                        .findFirst()
                        .map(LaneReader::saysBatch)
                        .orElse(false);
    }

    private static String ofComment(String comment) {
        return comment.startsWith("{")
                ? ofLogComment(comment)
                : OriginText.pairs(comment).getOrDefault(LANE, "");
    }

    private static String ofLogComment(String comment) {
        @Nullable JsonNode object = OriginReader.object(comment);
        if (object == null) {
            return "";
        }
        String ours = OriginReader.text(object.path(OriginReader.OURS).path(LANE));
        return ours.isEmpty() ? OriginReader.text(object.path(LANE)) : ours;
    }

    private static boolean saysBatch(String lane) {
        return lane.strip().toLowerCase(Locale.ROOT).equals("batch");
    }
}
