package dev.bellwether.watch;

import java.util.List;

/// Understands the status pages of one platform. A new one is one file and one line in [#ALL].
interface ProviderReader {
    /// All there are, the best first where several might read a page.
    List<ProviderReader> ALL = List.of(new StatuspageReader());

    /// Names it in the database: never rename.
    String name();

    /// True when a provider's page may be of this platform.
    boolean mayRead(Provider provider);

    /// The document to ask for.
    String address(Provider provider);

    /// Understands an answer.
    ///
    /// @throws UnreadablePage when it is not what this platform answers
    ProviderReading read(byte[] body);
}
