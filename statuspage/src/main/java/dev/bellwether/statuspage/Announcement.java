package dev.bellwether.statuspage;

import dev.bellwether.model.ComponentId;
import java.util.List;

/// One thing a page says to its subscribers, made once for all of them. What differs from one to
/// the next are two links, whose places are marked.
///
/// @param audience which ways of subscribing hear of it
/// @param components it is about; empty means that it concerns everybody
/// @param thread names the conversation that mails of one incident stand in
/// @param again what a mail says that may be the second copy
/// @param webhook Statuspage's document
/// @param slack an incoming webhook's message
/// @param teams an incoming webhook's message
record Announcement(
        Audience audience,
        List<ComponentId> components,
        String sender,
        String subject,
        String thread,
        String plain,
        String html,
        String again,
        String webhook,
        String slack,
        String teams) {
    /// Where the link goes by which a subscriber leaves.
    static final String UNSUBSCRIBE = "{{bellwether:unsubscribe}}";

    /// Where the link goes by which a subscriber chooses components.
    static final String MANAGE = "{{bellwether:manage}}";

    /// Where a mail says that it may be the second copy.
    static final String DUPLICATE = "{{bellwether:duplicate}}";

    enum Audience {
        ALL,
        /// A component's status changed and nobody said a word: programs want to know.
        WEBHOOKS
    }

    Announcement {
        components = List.copyOf(components);
    }

    boolean isFor(Subscriber.Mode mode, List<ComponentId> chosen) {
        boolean heard = audience == Audience.ALL || mode == Subscriber.Mode.WEBHOOK;
        return heard
                && (chosen.isEmpty()
                        || components.isEmpty()
                        || components.stream().anyMatch(chosen::contains));
    }
}
