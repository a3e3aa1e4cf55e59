package dev.bellwether.api;

import dev.bellwether.experiment.LiveFlags;
import dev.bellwether.experiment.SiteFlags;
import dev.bellwether.model.SiteId;
import dev.bellwether.people.People;
import dev.bellwether.people.Principal;
import dev.bellwether.people.Scope;
import dev.bellwether.store.StoreUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Finds out who asks for flags. A site's key is looked up in memory; a token in the database, and
/// then it counts for [#FRESH], or, while the database is gone, for [#STALE]: flags are served on.
final class FlagAccess {
    static final Duration FRESH = Duration.ofSeconds(5);
    static final Duration STALE = Duration.ofHours(1);
    static final String TOKEN = "bw_";

    private static final int MOST_KNOWN = 10_000;

    private record Known(Principal principal, Instant since) {}

    /// What became of the question who asks.
    sealed interface Found {
        record Caller(FlagCaller caller) implements Found {}

        /// @param why in words, with the remedy
        record Nobody(int status, String why) implements Found {}

        /// The database is to be asked, which may take a while.
        record NotYet() implements Found {}
    }

    private final People people;
    private final LiveFlags live;
    private final InstantSource clock;
    private final ConcurrentHashMap<String, Known> tokens = new ConcurrentHashMap<>();

    FlagAccess(People people, LiveFlags live, InstantSource clock) {
        this.people = people;
        this.live = live;
        this.clock = clock;
    }

    /// The secret that somebody shows: a header first, then what the path or the query has.
    static String shown(FlagAsk ask, String inAddress) {
        String header = ask.authorization().strip();
        if (header.regionMatches(true, 0, "bearer ", 0, 7)) {
            header = header.substring(7).strip();
        }
        return !header.isEmpty() ? header : !ask.apiKey().isEmpty() ? ask.apiKey() : inAddress;
    }

    /// Never waits.
    Found quick(FlagAsk ask, String inAddress) {
        if (inAddress.startsWith(TOKEN)) {
            return new Found.Nobody(
                    401, "A token is not sent in an address; send 'Authorization: Bearer bw_…'");
        }
        String shown = shown(ask, inAddress);
        if (!shown.startsWith(TOKEN)) {
            return live.byKey(shown)
                    .<Found>map(flags -> new Found.Caller(new FlagCaller(flags, false)))
                    .orElseGet(FlagAccess::stranger);
        }
        Known known = tokens.get(shown);
        return known != null && clock.instant().isBefore(known.since().plus(FRESH))
                ? of(known.principal(), ask)
                : new Found.NotYet();
    }

    /// Asks the database.
    ///
    /// @throws StoreUnavailable when it is gone and the token was not seen lately
    Found slow(FlagAsk ask, String inAddress) {
        String shown = shown(ask, inAddress);
        Instant now = clock.instant();
        try {
            Optional<Principal> principal =
                    people.tokens().authenticate(shown).filter(by -> by.may(Scope.READ));
            if (principal.isEmpty()) {
                tokens.remove(shown);
                return stranger();
            }
            if (tokens.size() >= MOST_KNOWN) {
                tokens.clear();
            }
            tokens.put(shown, new Known(principal.get(), now));
            return of(principal.get(), ask);
        } catch (StoreUnavailable e) {
            Known known = tokens.get(shown);
            if (known != null && now.isBefore(known.since().plus(STALE))) {
                return of(known.principal(), ask);
            }
            throw e;
        }
    }

    private Found of(Principal by, FlagAsk ask) {
        String wanted = ask.site().isEmpty() ? ask.query().getOrDefault("site", "") : ask.site();
        List<SiteFlags> sites = live.of(by.organization());
        if (wanted.isEmpty()) {
            return sites.size() == 1
                    ? new Found.Caller(new FlagCaller(sites.getFirst(), true))
                    : new Found.Nobody(
                            403,
                            "Of which of "
                                    + sites.size()
                                    + " sites? Send the header Bellwether-Site or ?site= with its"
                                    + " id");
        }
        return site(wanted)
                .flatMap(live::of)
                .filter(flags -> flags.site().organization().equals(by.organization()))
                .<Found>map(flags -> new Found.Caller(new FlagCaller(flags, true)))
                .orElseGet(() -> new Found.Nobody(403, "There is no such site"));
    }

    private static Optional<SiteId> site(String text) {
        try {
            return Optional.of(new SiteId(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Found stranger() {
        return new Found.Nobody(
                401,
                "Neither the key of a site nor a token that may READ. Send 'Authorization: Bearer"
                        + " …' with one");
    }
}
