package dev.bellwether.store;

import java.time.InstantSource;
import java.util.Optional;

/// The program that [KilledTest] kills: eight threads write, and say so once it is durable.
final class WritesUntilKilled {
    private WritesUntilKilled() {}

    public static void main(String[] args) {
        var settings =
                new StoreSettings(
                        args[0],
                        Optional.of(args[1]).filter(user -> !user.isEmpty()),
                        Optional.of(args[2]).filter(password -> !password.isEmpty()),
                        4);
        Store store = Store.open(settings, InstantSource.system());
        for (int writer = 0; writer < 8; writer++) {
            String name = "w" + writer;
            Thread.ofPlatform().start(() -> write(store, name));
        }
    }

    private static void write(Store store, String name) {
        for (int i = 0; ; i++) {
            String subject = name + "-" + i;
            SomeFacts.write(store, subject);
            System.out.println("wrote " + subject + ".");
        }
    }
}
