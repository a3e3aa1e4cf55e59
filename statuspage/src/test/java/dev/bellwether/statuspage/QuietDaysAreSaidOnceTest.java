package dev.bellwether.statuspage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.TestStore;
import org.jsoup.Jsoup;

/// What happened in the last two weeks stands out: days without an incident in a row are one line.
class QuietDaysAreSaidOnceTest {
    @OnEachStore
    void beforeAndAfterWhatHappened(TestStore test) throws Exception {
        Shop.open(test.store(), new StatusPages(test.store()), test.clock().instant(), "shop");
        try (var running = Running.of(test)) {
            running.work(test);
            var days = Jsoup.parse(running.text("/")).select(".days .day");
            assertThat(days).hasSize(3);
            assertThat(days.get(0).text()).contains(" – ").contains("No incidents reported");
            assertThat(days.get(1).text())
                    .contains("Payments were declined")
                    .doesNotContain(" – ", "No incidents reported");
            assertThat(days.get(2).text()).contains(" – ").contains("No incidents reported");
        }
    }
}
