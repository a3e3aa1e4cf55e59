package dev.bellwether.people;

import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.Person;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// Where a list by name goes on.
record Place(String name, String id) {
    static final Place START = new Place("", "");

    static Place of(Person person) {
        return new Place(person.name(), person.id().value());
    }

    String text() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((id + "\n" + name).getBytes(StandardCharsets.UTF_8));
    }

    static Place parse(String text) {
        try {
            String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            int end = plain.indexOf('\n');
            return new Place(plain.substring(end + 1), plain.substring(0, end));
        } catch (IllegalArgumentException | StringIndexOutOfBoundsException e) {
            throw new InvalidInput("next", "'" + text + "' is not what the list before said");
        }
    }
}
