package dev.bellwether.oncall;

import dev.bellwether.model.DeliveryId;
import dev.bellwether.model.EscalationPolicy.Target;
import dev.bellwether.model.Telling;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// Names a page by what it is for, so that a step which runs twice makes one delivery.
final class DeliveryIds {
    private static final int LENGTH = 24;

    private DeliveryIds() {}

    /// The last resort has names of its own: a policy that was made shorter meanwhile must not let
    /// its step number meet that of a page already sent, which would then never be made.
    ///
    /// @param rule of the person, see [Telling]; who has none keeps the name without it
    static DeliveryId of(Escalating alert, Target target, int step, int loop, String rule) {
        String whom =
                switch (target) {
                    case Target.ToPerson(var person) -> "person " + person;
                    case Target.ToSchedule(var schedule) -> "schedule " + schedule;
                    case Target.ToWebhook(var url) -> "webhook " + url;
                    case Target.ToChannel(var channel, var address) -> channel + " " + address;
                };
        String when = alert.lastResort() ? "last resort" : Integer.toString(step);
        String which = rule.equals(Telling.NO_RULE) ? "" : "\n" + rule;
        String round = alert.round() == 0 ? "" : "\nround " + alert.round();
        String text = alert.alert().id() + "\n" + whom + "\n" + when + "\n" + loop + which + round;
        String digits = new BigInteger(1, sha256(text)).toString(36);
        return new DeliveryId("0".repeat(LENGTH).concat(digits).substring(digits.length()));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
