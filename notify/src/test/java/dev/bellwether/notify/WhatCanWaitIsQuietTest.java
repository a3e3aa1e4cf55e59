package dev.bellwether.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.AlertId;
import dev.bellwether.model.Channel;
import dev.bellwether.model.DeliveryId;
import dev.bellwether.model.IncidentId;
import dev.bellwether.model.PageDue;
import dev.bellwether.model.Urgency;
import dev.bellwether.notify.FakeProvider.Says;
import dev.bellwether.store.TestStore;
import dev.bellwether.store.TestStores;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A page of low urgency does not ring like one that must be answered now, where the channel knows
/// the difference.
class WhatCanWaitIsQuietTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NTFY | shop | \"priority\":5 | \"priority\":3",
                "PUSHOVER | abcdefghijklmnopqrstuvwxyz1234 | priority=2 | priority=0",
                "OPSGENIE | 01234567-89ab-cdef-0123-456789abcdef | \"priority\":\"P1\" | \"priority\":\"P4\"",
                "PAGERDUTY | abcdefghijklmnopqrstuvwxyz123456 | \"severity\":\"critical\" | \"severity\":\"warning\""
            })
    void itIsToldMoreQuietly(Channel channel, String address, String loud, String quiet) {
        assertThat(asked(channel, address, Urgency.HIGH)).contains(loud).doesNotContain(quiet);
        assertThat(asked(channel, address, Urgency.LOW)).contains(quiet).doesNotContain(loud);
    }

    private static String asked(Channel channel, String address, Urgency urgency) {
        try (TestStore test = TestStores.sqlite();
                var fake =
                        new FakeProvider(_ ->
                                Says.of(
                                        202,
                                        "{\"status\":1,\"id\":\"1\",\"status\":\"success\"}"));
                var reached = new Reached(test, Reached.settings(fake))) {
            reached.write(
                    new PageDue(
                            new DeliveryId("page1"),
                            new AlertId("alert1"),
                            new IncidentId("incident1"),
                            Optional.of(Sent.ADA),
                            List.of(Reached.on(channel, address)),
                            0,
                            0,
                            "Shop is slow",
                            "since 08:00",
                            Optional.empty(),
                            urgency));
            reached.run();
            return fake.asked.getFirst().text();
        }
    }
}
