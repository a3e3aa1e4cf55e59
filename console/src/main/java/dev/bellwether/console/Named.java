package dev.bellwether.console;

import dev.bellwether.incident.TimelineEntry;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.Person;
import java.util.List;

/// The private timeline as it is read at night: people by their names. It tells of people by their
/// ids, which outlive names.
final class Named {
    private Named() {}

    static List<TimelineEntry> entries(
            Rooms rooms, OrganizationId organization, List<TimelineEntry> entries) {
        if (entries.stream().noneMatch(entry -> entry.text().contains("person "))) {
            return entries;
        }
        List<Person> people = rooms.people().everybody(organization);
        return entries.stream().map(entry -> named(entry, people)).toList();
    }

    private static TimelineEntry named(TimelineEntry entry, List<Person> people) {
        String text = entry.text();
        for (Person person : people) {
            text = text.replace("person " + person.id(), person.name());
        }
        return new TimelineEntry(entry.seq(), entry.at(), entry.kind(), entry.who(), text);
    }
}
