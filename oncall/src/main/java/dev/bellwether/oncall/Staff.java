package dev.bellwether.oncall;

import dev.bellwether.model.ChannelsSetUp;
import dev.bellwether.model.Directory;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.Person;
import dev.bellwether.model.PersonId;
import java.util.List;
import java.util.Optional;

/// The people of the organizations, and by what they can be reached.
record Staff(Directory directory, ChannelsSetUp channels) implements Directory {
    @Override
    public Optional<Person> person(OrganizationId organization, PersonId id) {
        return directory.person(organization, id);
    }

    @Override
    public List<Person> owners(OrganizationId organization) {
        return directory.owners(organization);
    }

    @Override
    public List<Person> everybody(OrganizationId organization) {
        return directory.everybody(organization);
    }
}
