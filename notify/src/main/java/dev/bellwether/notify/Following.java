package dev.bellwether.notify;

import dev.bellwether.model.Channel;
import java.util.EnumSet;
import java.util.Set;

/// The channels where a page becomes an alert of its own, which must not go on ringing when ours
/// was taken on.
final class Following {
    private static final Set<Channel> CHANNELS =
            EnumSet.of(Channel.PAGERDUTY, Channel.OPSGENIE, Channel.PUSHOVER);

    private Following() {}

    static boolean follows(Channel channel) {
        return CHANNELS.contains(channel);
    }

    /// Whether a page goes on ringing there although another message says that it is over.
    static boolean ringsOn(Outbound page) {
        return page.channel() == Channel.PUSHOVER && page.isUrgent();
    }
}
