package dev.bellwether.people;

import dev.bellwether.model.Person;
import dev.bellwether.model.Role;
import java.util.ArrayList;
import java.util.Optional;

/// What is to be changed of a person; what is empty stays.
public record PersonEdit(
        Optional<String> name,
        Optional<String> email,
        Optional<Role> role,
        Optional<Boolean> active) {
    boolean isNameOnly() {
        return email.isEmpty() && role.isEmpty() && active.isEmpty();
    }

    /// The same, tidied.
    ///
    /// @throws dev.bellwether.model.InvalidInput with every field that is wrong
    PersonEdit checked() {
        var fields = new Fields();
        var good =
                new PersonEdit(
                        name.map(n -> fields.name("name", n)),
                        email.map(e -> fields.email("email", e)),
                        role,
                        active);
        fields.check();
        return good;
    }

    Person on(Person person) {
        return new Person(
                person.id(),
                person.organization(),
                name.orElse(person.name()),
                email.orElse(person.email()),
                role.orElse(person.role()),
                active.orElse(person.active()),
                person.contacts(),
                person.rules(),
                person.quiet());
    }

    /// In words, for the audit log.
    static String difference(Person before, Person after) {
        var words = new ArrayList<String>();
        add(words, "name", before.name(), after.name());
        add(words, "email", before.email(), after.email());
        add(words, "role", before.role().name(), after.role().name());
        add(words, "active", "" + before.active(), "" + after.active());
        return String.join(", ", words);
    }

    private static void add(ArrayList<String> words, String field, String before, String after) {
        if (!before.equals(after)) {
            words.add(field + " '" + before + "' to '" + after + "'");
        }
    }
}
