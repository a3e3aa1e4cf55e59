package dev.bellwether.console;

import dev.bellwether.model.ChannelsSetUp;
import dev.bellwether.model.ContactMethod;
import dev.bellwether.model.Person;

/// Whether a page would reach somebody, in the words of the pages.
public record ReachWords(ChannelsSetUp channels) {
    /// The person's name as it stands in a list to choose from.
    String option(Person person) {
        String note = note(person);
        return person.name()
                + (note.isEmpty() ? "" : " (" + note.toLowerCase(java.util.Locale.ROOT) + ")");
    }

    /// Such as `No verified contact`; empty when a page reaches them.
    public String note(Person person) {
        if (person.isReachable(channels)) {
            return "";
        }
        return !person.active()
                ? "Deactivated"
                : person.contacts().stream().anyMatch(ContactMethod::verified)
                        ? "No contact that works"
                        : "No verified contact";
    }

    /// What is not set up, without which the method reaches nobody; empty when all is.
    public String missing(ContactMethod method) {
        return channels.missing(method).orElse("");
    }

    /// As a sentence about oneself; empty when a page reaches them.
    public String sentence(Person me) {
        return me.unreachable(channels)
                .map(why ->
                        me.contacts().stream().anyMatch(ContactMethod::verified)
                                ? "You cannot be paged: nothing you have verified is set up on this"
                                        + " instance. Add another method, or ask whoever runs it."
                                : "You cannot be paged yet: verify one method with the code that is"
                                        + " sent to it.")
                .orElse("");
    }
}
