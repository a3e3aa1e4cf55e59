package dev.bellwether.server;

import dev.bellwether.api.ApiRooms;
import dev.bellwether.api.Setups;
import dev.bellwether.guard.GuardDesk;

/// The rooms as API and console ask for them.
final class Doors {
    private Doors() {}

    static ApiRooms api(Rooms rooms, GuardDesk guard) {
        return new ApiRooms(
                rooms.store(),
                rooms.secrets(),
                rooms.people(),
                rooms.codes(),
                rooms.watch(),
                rooms.checks(),
                rooms.verdicts(),
                rooms.providers(),
                rooms.history(),
                rooms.events(),
                rooms.flags(),
                rooms.campaigns(),
                rooms.incidents(),
                rooms.oncall(),
                rooms.messages(),
                rooms.pages(),
                rooms.published(),
                rooms.subscribers(),
                guard);
    }

    static dev.bellwether.console.Rooms console(Rooms rooms, GuardDesk guard) {
        return new dev.bellwether.console.Rooms(
                rooms.store(),
                rooms.people(),
                rooms.codes(),
                rooms.links(),
                rooms.checks(),
                rooms.verdicts(),
                rooms.watch(),
                rooms.providers(),
                rooms.history(),
                rooms.flags(),
                rooms.campaigns(),
                rooms.incidents(),
                rooms.oncall(),
                rooms.pages(),
                rooms.published(),
                rooms.subscribers(),
                rooms.messages(),
                new SetupFiles(new Setups(api(rooms, guard))),
                guard);
    }
}
