package dev.bellwether.watch;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds out, one request a turn, how a page is read: when nothing is known of it, when what was
/// known has failed for a day, and when its documents do not tell whose page it is.
///
/// That an address answers 200 says nothing: an unclaimed `*.statuspage.io` does. A reader must
/// understand the document, and the name the page gives itself, in the document or in its title,
/// must fit the provider.
final class PollSearch {
    /// How long a page must have failed until another way to read it is looked for.
    private static final Duration LOST = Duration.ofHours(24);

    /// How long until a search that found nothing is made again.
    private static final Duration AGAIN = Duration.ofHours(24);

    private static final int NEVER_READ = 3;

    private final PollAsker pages;
    private final InstantSource clock;

    PollSearch(PollAsker pages, InstantSource clock) {
        this.pages = pages;
        this.clock = clock;
    }

    /// What a turn of a search came to.
    ///
    /// @param answer what is to be done about the page
    /// @param found when the search is over
    record Turn(PollAnswer answer, @Nullable ProviderFound found) {}

    /// The reader of a page and the provider as it must see it; empty when it is not known.
    record Known(ProviderReader reader, Provider provider, String name) {}

    static Optional<Known> known(PollTarget target) {
        Provider provider = target.provider;
        ProviderFound found = target.found;
        if (found != null && found.isReadable()) {
            return ProviderReader.named(found.reader())
                    .map(reader -> new Known(reader, found.as(provider), found.name()));
        }
        return ProviderReader.ALL.stream()
                .filter(reader ->
                        target.reader.isEmpty()
                                ? reader.mayRead(provider)
                                : target.reader.equals(reader.name()))
                .filter(reader -> !reader.documents(provider).isEmpty())
                .findFirst()
                .map(reader -> new Known(reader, provider, ""));
    }

    /// Whether another way to read the page is to be looked for now.
    static boolean isDue(PollTarget target, Instant now) {
        ProviderFound found = target.found;
        boolean isTired =
                found != null && !found.isReadable() && found.at().plus(AGAIN).isAfter(now);
        if (isTired) {
            return false;
        }
        if (known(target).isEmpty() || target.isNameless) {
            return true;
        }
        Instant since = target.failingSince;
        boolean isLost =
                target.contact == null
                        ? target.failures >= NEVER_READ
                        : since != null && !since.plus(LOST).isAfter(now);
        boolean isNew = found == null || !found.at().plus(AGAIN).isAfter(now);
        return isLost && isNew && target.hostAnswers;
    }

    Turn take(PollTarget target, ProviderSearch search) throws InterruptedException {
        Optional<ProviderSearch.Guess> guess = search.next();
        if (guess.isEmpty() && search.wantsHead()) {
            return head(target, search).orElseGet(() -> onward(target, search));
        }
        return guess.isEmpty() ? over(target, search) : guessed(target, search, guess.get());
    }

    /// Empty when it is read, or is not there to be read.
    private Optional<Turn> head(PollTarget target, ProviderSearch search)
            throws InterruptedException {
        PollAsker.Head head = pages.head(target.provider);
        if (head.trouble().isPresent() && !head.hostAnswers()) {
            return Optional.of(new Turn(head.trouble().get(), null));
        }
        search.head(head.page());
        return Optional.empty();
    }

    private Turn guessed(PollTarget target, ProviderSearch search, ProviderSearch.Guess guess)
            throws InterruptedException {
        Provider as = target.provider.withFeed(guess.feed());
        return switch (pages.ask(as, guess.reader(), PollPast.NONE)) {
            case PollAnswer.Page page -> {
                if (page.reading().name().isEmpty() && search.wantsHead()) {
                    Optional<Turn> trouble = head(target, search);
                    if (trouble.isPresent()) {
                        yield trouble.get();
                    }
                }
                yield understood(target, search, guess, page.named(search.title()));
            }
            case PollAnswer.Failed failed
                    when failed.hostAnswers() && failed.retryAfter().isEmpty() -> {
                search.failed(failed.reason());
                yield onward(target, search);
            }
            case PollAnswer other -> new Turn(other, null);
        };
    }

    private Turn understood(
            PollTarget target,
            ProviderSearch search,
            ProviderSearch.Guess guess,
            PollAnswer.Page page) {
        if (!ProviderName.fits(target.provider, page.reading().name())) {
            search.failed("the page calls itself '" + page.reading().name() + "'");
            return onward(target, search);
        }
        String address =
                guess.reader()
                        .documents(target.provider.withFeed(guess.feed()))
                        .getFirst()
                        .address();
        var found =
                new ProviderFound(
                        target.provider.id(),
                        guess.reader().name(),
                        address,
                        search.title(),
                        "Understood by " + guess.reader().name() + " at " + address,
                        clock.instant());
        return new Turn(page, found);
    }

    private Turn onward(PollTarget target, ProviderSearch search) {
        return search.isOver() ? over(target, search) : new Turn(new PollAnswer.Searching(), null);
    }

    private Turn over(PollTarget target, ProviderSearch search) {
        ProviderFound fallback = search.fallback;
        if (fallback != null) {
            return new Turn(new PollAnswer.Searching(), fallback);
        }
        var nothing =
                new ProviderFound(
                        target.provider.id(), "", "", "", search.nothing(), clock.instant());
        return new Turn(new PollAnswer.Failed(search.nothing(), Optional.of(AGAIN), true), nothing);
    }
}
