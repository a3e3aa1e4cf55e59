package dev.bellwether.watch;

import dev.bellwether.model.Actor;
import dev.bellwether.model.Audited;
import dev.bellwether.model.Conflict;
import dev.bellwether.model.NotFound;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.store.Store;
import dev.bellwether.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The places there are, and the tokens they sign in with. Safe for many threads.
public final class PlaceBook {
    /// Places that serve one organization, and places that serve all, at most.
    public static final int MOST = 50;

    private static final String PREFIX = "bwp_";
    private static final Duration CONNECTED = Duration.ofSeconds(15);

    private final Store store;
    private final String local;
    private final InstantSource clock;

    /// @param local the name of this process as a place, which no other may have
    public PlaceBook(Store store, String local, InstantSource clock) {
        this.store = store;
        this.local = local;
        this.clock = clock;
    }

    /// What the process itself is called as a place.
    public String local() {
        return local;
    }

    /// The places that serve an organization, by name, with how they were last seen by any node.
    public List<PlaceView> list(OrganizationId organization) {
        return store.read(sql -> views(PlaceRows.of(sql, organization), PlaceSights.byPlace(sql)));
    }

    /// All places of all organizations.
    public List<PlaceView> all() {
        return store.read(sql -> views(PlaceRows.all(sql), PlaceSights.byPlace(sql)));
    }

    /// Makes a place and its token.
    ///
    /// @param organization whose checks it may probe and read; empty for those of all, which only
    ///   whoever runs this installation may want
    /// @throws dev.bellwether.model.InvalidInput listing what is wrong with the draft
    /// @throws Conflict when the name is taken, or there are [#MOST]
    public IssuedPlace add(Optional<OrganizationId> organization, PlaceDraft draft, Actor actor) {
        draft.require();
        String token = PREFIX + Tokens.token();
        Place place =
                store.write(tx -> {
                    refuse(tx, organization, draft.name());
                    var fresh =
                            new Place(
                                    tx.newId(),
                                    organization,
                                    draft.name(),
                                    draft.region().orElse(""),
                                    draft.latitude(),
                                    draft.longitude(),
                                    tx.now());
                    PlaceRows.insert(tx, fresh, Tokens.digest(token));
                    audit(tx, fresh, "place.added", actor);
                    return fresh;
                });
        return new IssuedPlace(token, place);
    }

    /// Takes the place's token away: within seconds it is asked no more, and its answers count no
    /// more. Evidence keeps its name.
    ///
    /// @param organization whose place it is; empty for one that serves all
    /// @throws NotFound when there is no such place
    public void revoke(Optional<OrganizationId> organization, String id, Actor actor) {
        store.run(tx -> {
            Place place =
                    PlaceRows.all(tx.sql()).stream()
                            .filter(p -> p.id().equals(id) && p.organization().equals(organization))
                            .findFirst()
                            .orElseThrow(() -> new NotFound("place", id));
            PlaceRows.delete(tx, place.id());
            audit(tx, place, "place.revoked", actor);
        });
    }

    private void refuse(Tx tx, Optional<OrganizationId> organization, String name) {
        if (name.equals(local) || PlaceRows.isTaken(tx.sql(), organization, name)) {
            throw new Conflict(
                    "There is a place '" + name + "' already; choose another name, or revoke it");
        }
        long there =
                PlaceRows.all(tx.sql()).stream()
                        .filter(place -> place.organization().equals(organization))
                        .count();
        if (there >= MOST) {
            throw new Conflict("There are " + MOST + " places already, the most there may be");
        }
    }

    /// Places of all organizations belong to no organization's audit log.
    private static void audit(Tx tx, Place place, String action, Actor actor) {
        place.organization()
                .ifPresent(organization ->
                        tx.journal(
                                organization,
                                new Audited(actor, action, place.id(), place.name())));
    }

    private List<PlaceView> views(List<Place> places, Map<String, PlaceSights.Sight> sights) {
        Instant now = clock.instant();
        return places.stream()
                .map(place -> view(place, Optional.ofNullable(sights.get(place.id())), now))
                .toList();
    }

    static PlaceView view(Place place, Optional<PlaceSights.Sight> seen, Instant now) {
        return new PlaceView(
                place,
                seen.filter(s -> s.seenAt().plus(CONNECTED).isAfter(now)).isPresent(),
                seen.map(PlaceSights.Sight::seenAt),
                seen.map(PlaceSights.Sight::version).orElse(""),
                seen.map(PlaceSights.Sight::lateMedian).orElse(Duration.ZERO),
                seen.map(PlaceSights.Sight::lateP99).orElse(Duration.ZERO),
                seen.map(PlaceSights.Sight::clockOffset).orElse(Duration.ZERO),
                seen.map(PlaceSights.Sight::roundTrip).orElse(Duration.ZERO),
                seen.map(PlaceSights.Sight::probes).orElse(0L),
                seen.map(PlaceSights.Sight::withoutVote).orElse(0L),
                seen.map(PlaceSights.Sight::trouble).orElse(""));
    }
}
