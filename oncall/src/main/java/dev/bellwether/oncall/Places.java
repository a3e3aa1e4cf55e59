package dev.bellwether.oncall;

import dev.bellwether.model.Channel;
import dev.bellwether.model.ContactMethod;
import dev.bellwether.model.EscalationPolicy;
import dev.bellwether.model.EscalationPolicy.Target;
import dev.bellwether.model.Secrets;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// The webhooks and channels that policies name. Whoever has such an address may write there, so it
/// stands sealed in the table, in the journal and in each page; decisions are made on open ones.
record Places(Secrets secrets) {
    private static final String SEALED = "sealed:";
    private static final int MARK = 6;

    /// The policy as it is kept. What is sealed already stays as it is.
    EscalationPolicy sealed(EscalationPolicy policy) {
        return each(
                policy,
                address ->
                        address.startsWith(SEALED)
                                ? address
                                : SEALED + secrets.seal(ContactMethod.PURPOSE, address));
    }

    /// Whether no address stands open in it.
    boolean isSealed(EscalationPolicy policy) {
        // The mark of a sealed one is put before those that have none.
        return each(policy, address -> address.startsWith(SEALED) ? address : SEALED + address)
                .equals(policy);
    }

    /// The policy as people wrote it. What a build before kept open stays as it is until
    /// [PolicySeals] comes to it; so does what cannot be opened, for the people of the policy must
    /// be paged all the same.
    EscalationPolicy opened(EscalationPolicy policy) {
        return each(policy, this::opened);
    }

    private String opened(String address) {
        if (!address.startsWith(SEALED)) {
            return address;
        }
        try {
            return secrets.open(ContactMethod.PURPOSE, address.substring(SEALED.length()));
        } catch (IllegalArgumentException e) {
            return address;
        }
    }

    /// A place as a page carries it: what may be shown of it, and the rest sealed. People's own
    /// methods are kept so already.
    ContactMethod kept(ContactMethod method) {
        if (!isSecret(method.channel()) || method.sealed().isPresent()) {
            return method;
        }
        String address = method.address();
        return new ContactMethod(
                method.id(),
                method.channel(),
                method.channel().form().masked(address) + " · " + mark(address),
                method.verified(),
                Optional.of(secrets.seal(ContactMethod.PURPOSE, address)),
                method.label());
    }

    private static boolean isSecret(Channel channel) {
        return channel.isSecret() || channel == Channel.WEBHOOK;
    }

    private static EscalationPolicy each(EscalationPolicy policy, UnaryOperator<String> change) {
        return new EscalationPolicy(
                policy.id(),
                policy.organization(),
                policy.name(),
                policy.steps().stream()
                        .map(step ->
                                new EscalationPolicy.Step(
                                        each(step.targets(), change), step.delay()))
                        .toList(),
                policy.repeat(),
                policy.urgency(),
                policy.acknowledgeTimeout(),
                each(policy.lastResort(), change));
    }

    private static List<Target> each(List<Target> targets, UnaryOperator<String> change) {
        return targets.stream()
                .map(target ->
                        switch (target) {
                            case Target.ToWebhook(var url) ->
                                    new Target.ToWebhook(change.apply(url));
                            case Target.ToChannel(var channel, var address)
                                    when isSecret(channel) ->
                                    new Target.ToChannel(channel, change.apply(address));
                            case Target.ToChannel _, Target.ToPerson _, Target.ToSchedule _ ->
                                    target;
                        })
                .toList();
    }

    /// Tells two addresses of one host apart and says nothing else of them.
    private static String mark(String address) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(address.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, MARK);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
