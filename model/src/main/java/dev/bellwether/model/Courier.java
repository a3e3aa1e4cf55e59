package dev.bellwether.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Carries what many strangers have asked for, on lanes of its own: a page to somebody on call
/// never waits behind it. It keeps nothing: what is to be tried again is its caller's to remember.
public interface Courier {
    /// Whether mail can leave at all.
    boolean canMail();

    /// Batches of mails that may be under way at once, at least 1.
    int mailLanes();

    /// Mails that are best handed over together, at least 1.
    int mailBatch();

    /// Posts that may be under way at once, at least 1.
    int postLanes();

    /// Hands mails over on one connection and says what came of each, in their order. Blocks; never
    /// throws.
    List<Answer> mail(List<Mail> mails);

    /// Posts a JSON document to a web address. Blocks; never throws.
    Answer post(Post post);

    /// @param key the same for every attempt: the Message-ID is made of it
    /// @param sender the name the mail comes from; the address is the installation's
    /// @param thread names the conversation that mails of one incident stand in
    /// @param unsubscribe an https address for one-click unsubscription (RFC 8058)
    /// @param html a whole document
    /// @param possibleDuplicate an attempt before may have arrived: the mail says so of itself
    record Mail(
            String key,
            String sender,
            String to,
            String subject,
            String plain,
            String html,
            Optional<String> thread,
            Optional<String> unsubscribe,
            boolean possibleDuplicate) {}

    /// @param key the same for every attempt
    /// @param json the body
    record Post(String key, String url, String json) {}

    /// What came of it, and so what to do next.
    sealed interface Answer {
        /// @param receipt what the other side said, at most a line
        record Taken(String receipt) implements Answer {}

        /// @param after not before this long, when the other side said so
        /// @param mayHaveArrived it was handed over and the answer did not come
        record Later(Optional<Duration> after, String why, boolean mayHaveArrived)
                implements Answer {}

        /// Never to this address.
        ///
        /// @param gone the other side says that the address is no more (HTTP 404, 410), so that one
        ///   answer is enough
        record Never(String why, boolean gone) implements Answer {}
    }
}
