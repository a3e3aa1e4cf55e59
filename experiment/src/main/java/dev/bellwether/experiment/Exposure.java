package dev.bellwether.experiment;

import dev.bellwether.analytics.Event;
import dev.bellwether.model.SiteId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;

/// A visitor was given a variation by a campaign.
///
/// @param visitor 1 to 256 characters
public record Exposure(SiteId site, String campaign, String variation, String visitor, Instant at) {
    private static final int ID_BYTES = 16;

    /// The same on every node for all of a day, in UTC: however often it is told, it counts once a
    /// day. Not once for ever, for then a campaign that is run again would find no exposures.
    Event event() {
        return new Event(
                id(), visitor, at, Event.Kind.EXPOSURE, campaign, variation, Double.NaN, "");
    }

    private String id() {
        String what =
                String.join(
                        "\n",
                        "exposure",
                        site.value(),
                        campaign,
                        variation,
                        LocalDate.ofInstant(at, ZoneOffset.UTC).toString(),
                        visitor);
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(what.getBytes(StandardCharsets.UTF_8));
            return "x-"
                    + Base64.getUrlEncoder()
                            .withoutPadding()
                            .encodeToString(Arrays.copyOf(digest, ID_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
