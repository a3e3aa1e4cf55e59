package dev.bellwether.watch;

import java.util.Optional;

/// Asks for the pages of providers.
interface PollAsker {
    /// Asks for all documents that a reader wants.
    PollAnswer ask(Provider provider, ProviderReader reader, PollPast past)
            throws InterruptedException;

    /// Asks for the head of a page's HTML.
    Head head(Provider provider) throws InterruptedException;

    /// The head of a page's HTML.
    ///
    /// @param trouble why it is [PageHead#NONE]
    record Head(PageHead page, Optional<PollAnswer> trouble, boolean hostAnswers) {}
}
