package dev.bellwether.api;

import dev.bellwether.model.Slice;
import dev.bellwether.people.Scope;
import dev.bellwether.watch.IssuedPlace;
import dev.bellwether.watch.PlaceBook;
import dev.bellwether.watch.PlaceDraft;
import dev.bellwether.watch.PlaceView;
import java.util.List;
import java.util.Optional;

/// The places that probe from elsewhere, and their tokens.
final class PlaceRoutes {
    private final PlaceBook places;

    PlaceRoutes(PlaceBook places) {
        this.places = places;
    }

    List<Route> routes() {
        return List.of(
                Route.list(
                        "/places",
                        "List places, and how each was last seen",
                        PlaceView.class,
                        this::list),
                Route.makeSecret(
                                "/places",
                                "Make a place; the token it signs in with is told once",
                                Scope.ADMIN,
                                PlaceDraft.class,
                                IssuedPlace.class,
                                call ->
                                        places.add(
                                                Optional.of(call.organization()),
                                                call.body(PlaceDraft.class),
                                                call.principal().actor()))
                        .triedOut(),
                Route.remove(
                        "/places/{place}",
                        "Revoke a place: it is asked no more",
                        Scope.ADMIN,
                        call -> {
                            places.revoke(
                                    Optional.of(call.organization()),
                                    call.text("place"),
                                    call.principal().actor());
                            return Nothing.INSTANCE;
                        }));
    }

    private Slice<PlaceView> list(Call call) {
        return Cursors.cut(places.list(call.organization()), view -> view.place().id(), call);
    }
}
