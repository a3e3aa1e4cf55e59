package dev.bellwether.incident;

import static dev.bellwether.incident.World.ACME;
import static dev.bellwether.incident.World.ANN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.Actor;
import dev.bellwether.model.Impact;
import dev.bellwether.model.Incident;
import dev.bellwether.model.IncidentId;
import dev.bellwether.model.IncidentStatus;
import dev.bellwether.model.Slice;
import dev.bellwether.model.Update;
import dev.bellwether.model.UpdateId;
import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.TestStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;

@DisplayName("An import keeps ids, dates and words, and done twice changes nothing")
class ImportKeepsWhatWasToldTest {
    private static final Instant MAY = Instant.parse("2026-05-10T04:30:00Z");

    @OnEachStore
    void idsDatesAndWordsStay(TestStore test) {
        var world = new World(test);
        Incident told = told("wk3p7h6kd2x1", MAY, MAY);
        assertThat(world.room.incidents().importAll(List.of(told), "a page"))
                .isEqualTo(new Imported(1, 0, 0));
        assertThat(world.only()).isEqualTo(told);
        assertThat(world.room.incidents().importAll(List.of(told), "a page"))
                .isEqualTo(new Imported(0, 0, 1));
        Incident newer = told("wk3p7h6kd2x1", MAY, MAY.plusSeconds(1));
        assertThat(world.room.incidents().importAll(List.of(newer), "a page"))
                .isEqualTo(new Imported(0, 1, 0));
        world.room
                .incidents()
                .edit(
                        ACME,
                        told.id(),
                        new IncidentEdit(
                                Optional.of("Our name"),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()),
                        ANN);
        Incident latest = told("wk3p7h6kd2x1", MAY, MAY.plusSeconds(99_999_999));
        assertThat(world.room.incidents().importAll(List.of(latest), "a page"))
                .isEqualTo(new Imported(0, 0, 1));
        assertThat(world.only().name()).isEqualTo("Our name");
    }

    @OnEachStore
    void tenThousandAreListedPageByPageWithoutAGap(TestStore test) {
        var world = new World(test);
        var many = new ArrayList<Incident>();
        for (int i = 0; i < 10_000; i++) {
            many.add(told("i" + i, MAY.plusSeconds(i / 3), MAY.plusSeconds(i)));
        }
        world.room.incidents().importAll(many, "a page");
        var seen = new ArrayList<IncidentId>();
        Optional<String> cursor = Optional.empty();
        do {
            Slice<Incident> slice = world.room.incidents().list(ACME, cursor, 100);
            slice.items().forEach(incident -> seen.add(incident.id()));
            cursor = slice.next();
        } while (cursor.isPresent());
        assertThat(seen).hasSize(10_000).doesNotHaveDuplicates();
    }

    private static Incident told(String id, Instant created, Instant updated) {
        return new Incident(
                new IncidentId(id),
                ACME,
                "Delayed data \\_processing\\_",
                IncidentStatus.RESOLVED,
                Impact.MINOR,
                created,
                created,
                updated,
                Optional.empty(),
                Optional.of(created.plusSeconds(60)),
                Map.of(),
                List.of(
                        new Update(
                                new UpdateId("u" + id),
                                "resolved",
                                "It is *over*.",
                                created,
                                created,
                                Optional.empty(),
                                List.of(),
                                Actor.imported("a page"))),
                Optional.empty(),
                true,
                Incident.Wheel.PERSON,
                true);
    }
}
