package dev.bellwether.statuspage;

import dev.bellwether.model.StatusPage;
import java.util.List;
import java.util.Optional;

/// A page that is not for everybody.
final class Closed {
    private Closed() {}

    static PageSpec spec(StatusPage page) {
        return PageSpec.of(page)
                .withAccess(
                        new PageSpec.Access(
                                false, Optional.empty(), List.of("10.0.0.0/8"), false, false));
    }
}
