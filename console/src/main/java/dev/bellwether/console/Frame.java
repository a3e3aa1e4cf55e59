package dev.bellwether.console;

import dev.bellwether.model.Person;
import dev.bellwether.model.Role;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What surrounds the content of every page.
///
/// @param section the entry of the navigation that is marked
/// @param csrf the value that every form carries
/// @param person who is signed in
/// @param troubles what the whole installation must say, such as that the database is gone
/// @param path the address of this page, for links back
record Frame(
        Assets assets,
        String section,
        String csrf,
        Optional<Person> person,
        Optional<Flash> flash,
        List<String> troubles,
        boolean demo,
        String path,
        Instant now) {
    Frame {
        troubles = List.copyOf(troubles);
    }

    /// The frame of a page that belongs to nobody, whoever looks at it.
    Frame guest() {
        return new Frame(assets, section, csrf, Optional.empty(), flash, troubles, demo, path, now);
    }

    /// Whether buttons that need `role` are shown.
    boolean may(Role role) {
        return person.map(p -> p.role().atLeast(role)).orElse(false);
    }

    boolean responds() {
        return may(Role.RESPONDER);
    }

    boolean edits() {
        return may(Role.EDITOR);
    }

    boolean owns() {
        return may(Role.OWNER);
    }

    boolean refused() {
        return flash.isPresent() && !flash.get().good();
    }
}
