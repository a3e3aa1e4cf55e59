package dev.bellwether.watch;

import dev.bellwether.model.Status;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A page on the schedule: what must be at hand without asking the database. Guarded by
/// [PollSchedule#lock].
final class PollTarget {
    Provider provider;
    Instant due;
    boolean followed;
    boolean inFlight;
    boolean removed;
    boolean confirmed;
    boolean open;
    int failures;
    Status status = Status.UNKNOWN;
    String reason = "";
    String reader = "";
    PollPast past = PollPast.NONE;
    @Nullable Instant contact;

    /// How the page is read, where that was found out; null when the catalogue knows.
    @Nullable ProviderFound found;

    /// While it is being found out.
    @Nullable ProviderSearch search;

    /// The first of the failures in a row.
    @Nullable Instant failingSince;

    /// The last failure was an answer.
    boolean hostAnswers;

    /// Somebody told that the page changed: asked at once, and again when a request is under way.
    boolean pushed;

    /// Until then it is asked as if an incident were open.
    Instant alertUntil = Instant.MIN;

    /// Its host asked not to be asked before.
    Instant notBefore = Instant.MIN;

    /// The documents do not tell whose page it is.
    boolean isNameless;

    /// Contact of which the database does not know yet.
    boolean contactIsNews;

    PollTarget(Provider provider, Instant due) {
        this.provider = provider;
        this.due = due;
        this.confirmed = provider.isVouchedFor();
    }

    void restore(ProviderStateRows.Brief kept) {
        confirmed = kept.confirmed();
        status = kept.status();
        open = kept.inTrouble();
        reader = kept.reader();
        past =
                kept.status() == Status.UNKNOWN
                        ? PollPast.NONE
                        : new PollPast(List.of(kept.marks()), "");
        contact = kept.contact().orElse(null);
    }

    /// Its page has another address: nothing that was found at the old one holds.
    void moved() {
        past = PollPast.NONE;
        found = null;
        search = null;
        reader = "";
    }

    void became(ProviderState state, PollPast newPast) {
        confirmed = state.confirmed();
        status = state.status();
        reason = state.reason();
        reader = state.reader();
        open = state.confirmed() && (!state.incidents().isEmpty() || state.status().isTrouble());
        past = newPast;
        contact = state.contact().orElse(null);
        contactIsNews = false;
    }
}
