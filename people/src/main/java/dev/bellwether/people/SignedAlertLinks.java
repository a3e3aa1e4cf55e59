package dev.bellwether.people;

import dev.bellwether.model.AlertId;
import dev.bellwether.model.AlertLinks;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.PersonId;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;

/// Acknowledge links that carry their own proof: an HMAC-SHA256 under a key made from the
/// [InstanceKey]. Nothing is stored, and they outlive a restart.
///
/// A token is `base64url(payload).base64url(signature)`; the payload is alert, person, organization
/// and the second it expires at, one a line.
public final class SignedAlertLinks implements AlertLinks {
    private static final Duration GOOD_FOR = Duration.ofDays(7);
    private static final int LONGEST = 600;

    private final Mac256 mac;
    private final String base;
    private final InstantSource clock;

    /// @param base the console's public address, such as `https://status.example.com`
    public SignedAlertLinks(InstanceKey key, URI base, InstantSource clock) {
        this.mac = key.mac("alert links");
        this.base = base.toString().replaceAll("/+$", "");
        this.clock = clock;
    }

    /// `<base>/ack/<token>`, good for seven days.
    @Override
    public String acknowledge(OrganizationId organization, AlertId alert, PersonId person) {
        return base + "/ack/" + token(organization, alert, person);
    }

    /// `<base>/console/alerts/<alert>`.
    @Override
    public String alert(AlertId alert) {
        return base + "/console/alerts/" + alert;
    }

    String token(OrganizationId organization, AlertId alert, PersonId person) {
        long expires = clock.instant().plus(GOOD_FOR).getEpochSecond();
        String payload = alert + "\n" + person + "\n" + organization + "\n" + expires;
        var encoder = Base64.getUrlEncoder().withoutPadding();
        return encoder.encodeToString(payload.getBytes(StandardCharsets.UTF_8))
                + "."
                + encoder.encodeToString(mac.of(payload));
    }

    @Override
    public Optional<Bearer> bearer(String token) {
        return read(token)
                .map(link -> new Bearer(link.organization(), link.alert(), link.person()));
    }

    /// What the token of a link says; empty when it is forged, damaged or expired.
    public Optional<AlertLink> read(String token) {
        int dot = token.indexOf('.');
        if (dot < 0 || token.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            var decoder = Base64.getUrlDecoder();
            String payload =
                    new String(decoder.decode(token.substring(0, dot)), StandardCharsets.UTF_8);
            byte[] signature = decoder.decode(token.substring(dot + 1));
            return MessageDigest.isEqual(mac.of(payload), signature)
                    ? Optional.of(parse(payload))
                            .filter(link -> link.expiresAt().isAfter(clock.instant()))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static AlertLink parse(String payload) {
        String[] words = payload.split("\n", -1);
        return new AlertLink(
                new OrganizationId(words[2]),
                new AlertId(words[0]),
                new PersonId(words[1]),
                Instant.ofEpochSecond(Long.parseLong(words[3])));
    }
}
