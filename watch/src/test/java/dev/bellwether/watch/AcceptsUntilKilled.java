package dev.bellwether.watch;

import dev.bellwether.model.Actor;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.ServiceId;
import dev.bellwether.store.Store;
import dev.bellwether.store.StoreSettings;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;

/// The program that [WhatWasAnsweredIsThereAfterSigkillTest] kills: sixteen senders trigger, and
/// end every other alert again, and say so once they were answered. Nothing is decided in it.
final class AcceptsUntilKilled {
    static final OrganizationId ACME = new OrganizationId("acme");

    private AcceptsUntilKilled() {}

    /// @param args url, user, password of the database
    public static void main(String[] args) {
        var settings =
                new StoreSettings(
                        args[0],
                        Optional.of(args[1]).filter(user -> !user.isEmpty()),
                        Optional.of(args[2]).filter(password -> !password.isEmpty()),
                        4);
        Store store = Store.open(settings, InstantSource.system());
        var inbound = new Inbound(store, TestProbes.SECRETS, InstantSource.system());
        Integration sender =
                inbound.integrations()
                        .make(
                                new Integration(
                                        Integrations.newId(),
                                        ACME,
                                        "Sender",
                                        "pagerduty",
                                        new ServiceId("shop"),
                                        false,
                                        1_000_000,
                                        Optional.empty(),
                                        Optional.empty()),
                                Actor.automation("test", "ann"))
                        .integration();
        System.out.println("sender " + sender.id() + ".");
        for (int i = 0; i < 16; i++) {
            String name = "s" + i;
            Thread.ofPlatform().start(() -> send(inbound, sender, name));
        }
    }

    private static void send(Inbound inbound, Integration sender, String name) {
        for (int i = 0; ; i++) {
            String key = name + "-" + i;
            post(inbound, sender, "trigger", key);
            System.out.println("triggered " + key + ".");
            if (i % 2 == 0) {
                post(inbound, sender, "resolve", key);
                System.out.println("resolved " + key + ".");
            }
        }
    }

    private static void post(Inbound inbound, Integration sender, String action, String key) {
        byte[] body =
                """
                {"routing_key":"secret","event_action":"%s","dedup_key":"%s","payload":
                 {"summary":"s","source":"x","severity":"critical"}}\
                """
                        .formatted(action, key)
                        .getBytes(StandardCharsets.UTF_8);
        inbound.post(sender, "pagerduty", body, InboundPayload.json(body));
    }
}
