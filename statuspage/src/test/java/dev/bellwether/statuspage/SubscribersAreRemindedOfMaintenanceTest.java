package dev.bellwether.statuspage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.Maintenance;
import dev.bellwether.model.MaintenanceReminded;
import dev.bellwether.model.MaintenanceStatus;
import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.TestStore;
import java.time.Duration;

/// A reminder of maintenance is a mail to those it concerns, once for each time before its start.
final class SubscribersAreRemindedOfMaintenanceTest {
    @OnEachStore
    void eachReminderIsOneMailToThoseItConcerns(TestStore test) {
        var readers = new Readers(test);
        readers.one(Subscriber.Mode.EMAIL, "all@example.com");
        readers.one(Subscriber.Mode.EMAIL, "pay@example.com", "Payments");
        readers.one(Subscriber.Mode.EMAIL, "web@example.com", "Web shop");
        Maintenance near =
                Shop.maintenance(
                                "near",
                                "Database upgrade",
                                MaintenanceStatus.SCHEDULED,
                                test.clock().instant().plus(Duration.ofHours(24)),
                                "pay")
                        .maintenance();

        Shop.write(readers.store, new MaintenanceReminded(near, Duration.ofHours(24)));
        readers.work();

        assertThat(readers.postman.to())
                .containsExactlyInAnyOrder("all@example.com", "pay@example.com");
        assertThat(readers.postman.last().subject()).contains("Database upgrade");
        assertThat(readers.postman.last().plain()).contains("Payments").doesNotContain("{{");

        readers.later(Duration.ofMinutes(5));
        assertThat(readers.postman.carried).as("no second mail of one reminder").hasSize(2);

        readers.later(Duration.ofHours(23));
        Shop.write(readers.store, new MaintenanceReminded(near, Duration.ofHours(1)));
        readers.work();
        assertThat(readers.postman.carried).hasSize(4);
        assertThat(readers.postman.carried.stream().map(m -> m.key()).distinct()).hasSize(4);
    }
}
