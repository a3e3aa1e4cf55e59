package dev.bellwether.model;

/// Who did something. `id` and `name` are what the actor is known by; for AUTOMATION the id is the
/// room and the name says why.
public record Actor(Kind kind, String id, String name) {
    public enum Kind {
        PERSON,
        TOKEN,
        AUTOMATION,
        IMPORT
    }

    public static Actor person(Person person) {
        return new Actor(Kind.PERSON, person.id().value(), person.name());
    }

    public static Actor automation(String room, String why) {
        return new Actor(Kind.AUTOMATION, room, why);
    }

    public static Actor imported(String source) {
        return new Actor(Kind.IMPORT, "import", source);
    }

    public boolean isPerson() {
        return kind == Kind.PERSON || kind == Kind.TOKEN;
    }
}
