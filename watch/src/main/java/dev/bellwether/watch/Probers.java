package dev.bellwether.watch;

import dev.bellwether.model.OrganizationId;
import java.util.List;

/// Who can probe at this moment. Places come and go.
interface Probers {
    /// Those that may probe for an organization: this process first, then by name.
    List<Prober> of(OrganizationId organization);

    /// Grows whenever a place comes or goes.
    long version();

    /// Always the same.
    static Probers only(List<Prober> probers) {
        List<Prober> all = List.copyOf(probers);
        return new Probers() {
            @Override
            public List<Prober> of(OrganizationId organization) {
                return all;
            }

            @Override
            public long version() {
                return 0;
            }
        };
    }
}
