package dev.bellwether.model;

import java.util.Optional;

/// One way to reach a person: a channel and the address there. Pages go to verified methods only.
///
/// @param address what may be shown of it; the whole address unless `sealed` is there
/// @param sealed the whole address of a channel whose addresses are secret, sealed for the purpose
///   [#PURPOSE]; only who sends opens it
/// @param label what the person calls it, such as `work phone`
public record ContactMethod(
        String id,
        Channel channel,
        String address,
        boolean verified,
        Optional<String> sealed,
        Optional<String> label) {
    /// What secret addresses are sealed for, see [Secrets].
    public static final String PURPOSE = "contact";

    public ContactMethod(String id, Channel channel, String address, boolean verified) {
        this(id, channel, address, verified, Optional.empty(), Optional.empty());
    }

    /// The address as anybody of the organization may see it.
    public String shown() {
        return channel.isSecret() && sealed.isEmpty() ? channel.form().masked(address) : address;
    }

    /// The whole address.
    ///
    /// @throws IllegalArgumentException when it was sealed with another instance's key
    public String open(Secrets secrets) {
        return sealed.map(text -> secrets.open(PURPOSE, text)).orElse(address);
    }

    /// The same as others may see it: without what only who sends needs.
    public ContactMethod masked() {
        return new ContactMethod(id, channel, shown(), verified, Optional.empty(), label);
    }
}
