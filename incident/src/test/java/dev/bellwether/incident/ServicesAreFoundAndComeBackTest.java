package dev.bellwether.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.model.Dependencies;
import dev.bellwether.model.IncidentPolicy;
import dev.bellwether.model.NotFound;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.Status;
import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.TestStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Services are listed, counted and found in the database, and a removed one comes back with what
/// hung on it.
class ServicesAreFoundAndComeBackTest {
    private static final ServiceId SHOP = new ServiceId("shop");
    private static final ServiceId DATABASE = new ServiceId("database");

    @OnEachStore
    void listsAreCutCountedAndRanked(TestStore test) {
        var world = new World(test);
        for (int i = 0; i < 130; i++) {
            world.service(
                    new ServiceId("s%03d".formatted(i)),
                    "Service %03d".formatted(i),
                    IncidentPolicy.DEFAULT);
        }
        world.service(SHOP, "Shop", IncidentPolicy.DEFAULT)
                .service(DATABASE, "100% of the shop", IncidentPolicy.DEFAULT);
        ServiceLists lists = world.room.services().lists();
        assertThat(lists.counts(World.ACME, "")).isEqualTo(Map.of(Status.OPERATIONAL, 132));
        assertThat(lists.part(World.ACME, "", Optional.empty(), 100, 50)).hasSize(32);
        assertThat(lists.part(World.ACME, "", Optional.of(Status.DEGRADED), 0, 50)).isEmpty();
        assertThat(names(lists.part(World.ACME, "%", Optional.empty(), 0, 50)))
                .containsExactly("100% of the shop");
        assertThat(names(lists.search(World.ACME, "SHOP", 5)))
                .containsExactly("Shop", "100% of the shop");
        assertThat(names(lists.search(World.ACME, "database", 5)))
                .containsExactly("100% of the shop");
        assertThat(lists.search(new OrganizationId("other"), "shop", 5)).isEmpty();
        assertThat(world.room.services().names(World.ACME, Set.of(SHOP, new ServiceId("gone"))))
                .isEqualTo(Map.of(SHOP, "Shop"));
    }

    @OnEachStore
    void aRemovedServiceComesBackWithItsDependencies(TestStore test) {
        var world = new World(test);
        world.api()
                .service(SHOP, "Shop", IncidentPolicy.DEFAULT)
                .service(DATABASE, "Database", IncidentPolicy.DEFAULT);
        Services services = world.room.services();
        DependencyMap needs = world.room.dependencies();
        needs.save(
                new Dependencies(SHOP, World.ACME, Set.of(World.API), Dependencies.WINDOW),
                World.ANN);
        needs.save(
                new Dependencies(World.API, World.ACME, Set.of(DATABASE), Dependencies.WINDOW),
                World.ANN);
        var before = services.get(World.ACME, World.API);
        String undo = services.remove(World.ACME, World.API, World.ANN);
        assertThat(services.find(World.ACME, World.API)).isEmpty();
        assertThat(needs.of(World.ACME, SHOP).on()).isEmpty();
        assertThatThrownBy(() -> services.undo(new OrganizationId("other"), undo, World.ANN))
                .isInstanceOf(NotFound.class);
        assertThat(services.undo(World.ACME, undo, World.ANN)).isEqualTo(before);
        assertThat(services.get(World.ACME, World.API)).isEqualTo(before);
        assertThat(needs.of(World.ACME, SHOP).on()).containsExactly(World.API);
        assertThat(needs.of(World.ACME, World.API).on()).containsExactly(DATABASE);
        assertThatThrownBy(() -> services.undo(World.ACME, undo, World.ANN))
                .isInstanceOf(NotFound.class);
    }

    @OnEachStore
    void aCircleThatPeopleWouldHaveMadeMeanwhileIsNotMade(TestStore test) {
        var world = new World(test);
        world.api().service(SHOP, "Shop", IncidentPolicy.DEFAULT);
        world.service(DATABASE, "Database", IncidentPolicy.DEFAULT);
        Services services = world.room.services();
        DependencyMap needs = world.room.dependencies();
        needs.save(
                new Dependencies(SHOP, World.ACME, Set.of(World.API), Dependencies.WINDOW),
                World.ANN);
        needs.save(
                new Dependencies(World.API, World.ACME, Set.of(DATABASE), Dependencies.WINDOW),
                World.ANN);
        String undo = services.remove(World.ACME, World.API, World.ANN);
        needs.save(
                new Dependencies(DATABASE, World.ACME, Set.of(SHOP), Dependencies.WINDOW),
                World.ANN);
        services.undo(World.ACME, undo, World.ANN);
        assertThat(needs.of(World.ACME, World.API).on()).containsExactly(DATABASE);
        assertThat(needs.of(World.ACME, SHOP).on()).isEmpty();
        assertThat(needs.of(World.ACME, DATABASE).on()).containsExactly(SHOP);
    }

    private static List<String> names(List<ServiceListed> listed) {
        return listed.stream().map(ServiceListed::name).toList();
    }
}
