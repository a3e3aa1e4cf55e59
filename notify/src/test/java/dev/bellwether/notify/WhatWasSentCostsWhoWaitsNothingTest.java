package dev.bellwether.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.Channel;
import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.TestStore;
import java.util.List;

/// Who may go is found among those that wait and those that are under way. What was ever sent to
/// the same host is not looked at, however much it is.
class WhatWasSentCostsWhoWaitsNothingTest {
    @OnEachStore
    void whoMayGoIsFoundWithoutALookAtWhatWasSent(TestStore test) {
        if (test.store().isShared()) {
            // PostgreSQL knows how many rows are where, and chooses by that.
            return;
        }
        List<String> plan =
                test.store()
                        .read(sql ->
                                sql.createQuery("EXPLAIN QUERY PLAN " + Outbox.FREE_TO_GO)
                                        .bind("channel", Channel.WEBHOOK.name())
                                        .bind("now", 0)
                                        .bind("second", 1)
                                        .bind("per", 1)
                                        .bind("limit", 1)
                                        .map((row, _) -> row.getString("detail"))
                                        .list());
        assertThat(plan)
                .anyMatch(step -> step.contains("delivery_due"))
                .anyMatch(step -> step.contains("delivery_sending"))
                .noneMatch(step -> step.contains("delivery_by_target"));
    }
}
