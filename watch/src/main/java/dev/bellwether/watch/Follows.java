package dev.bellwether.watch;

import dev.bellwether.model.Actor;
import dev.bellwether.model.Check;
import dev.bellwether.model.CheckSpec;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.ProviderId;
import dev.bellwether.model.Service;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.Status;
import dev.bellwether.store.Store;
import dev.bellwether.store.Tx;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Providers, their components and regions become services, many at once. Safe for many threads.
public final class Follows {
    /// The most that are followed in one go.
    public static final int MOST = 200;

    /// What is to be followed.
    ///
    /// @param component the provider's id, name or path of a part, a group or a region; empty for
    ///   the whole
    /// @param name of the service; empty takes the provider's, with the component's
    public record Follow(ProviderId provider, Optional<String> component, String name) {}

    /// Makes a service in the transaction of whoever needs it.
    public interface NewServices {
        void make(Tx tx, Service service, Actor actor);
    }

    private final Store store;
    private final Checks checks;
    private final Providers providers;
    private final NewServices services;

    public Follows(Store store, Checks checks, Providers providers, NewServices services) {
        this.store = store;
        this.checks = checks;
        this.providers = providers;
        this.services = services;
    }

    /// Makes a service and its check for each: all of them, or none when one is wrong.
    ///
    /// @param follows 1 to [#MOST]
    /// @throws InvalidInput naming each provider or component that is not known
    /// @throws dev.bellwether.model.Conflict when the organization has as many checks or services
    ///   as it may
    public List<Service> follow(OrganizationId organization, List<Follow> follows, Actor actor) {
        var problems = new ArrayList<InvalidInput.Problem>();
        if (follows.isEmpty() || follows.size() > MOST) {
            problems.add(
                    new InvalidInput.Problem(
                            "follow",
                            "'" + follows.size() + "' is not 1 to " + MOST + " providers"));
        }
        var names = new ArrayList<String>();
        for (int i = 0; i < Math.min(MOST, follows.size()); i++) {
            Follow follow = follows.get(i);
            String at = "follow[" + i + "]";
            Optional<Provider> provider = providers.find(organization, follow.provider());
            if (provider.isEmpty()) {
                problems.add(
                        new InvalidInput.Problem(
                                at + ".provider",
                                "'" + follow.provider() + "' is no provider that is known here"));
            }
            boolean isWrong =
                    provider.isPresent()
                            && follow.component()
                                    .filter(part -> !providers.mayFollow(provider.get(), part))
                                    .isPresent();
            if (isWrong) {
                problems.add(
                        new InvalidInput.Problem(
                                at + ".component",
                                "'"
                                        + follow.component().orElse("")
                                        + "' is no part of "
                                        + follow.provider()
                                        + "; its page names the parts it has"));
            }
            String called = follow.name().strip();
            names.add(called.isEmpty() ? provider.map(p -> name(p, follow)).orElse("") : called);
        }
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
        List<Service> made =
                store.write(tx -> {
                    var all = new ArrayList<Service>();
                    for (int i = 0; i < follows.size(); i++) {
                        all.add(one(tx, organization, follows.get(i), names.get(i), actor));
                    }
                    return all;
                });
        providers.polling().lookSoon();
        return made;
    }

    private static String name(Provider provider, Follow follow) {
        String name = provider.name() + follow.component().map(part -> " " + part).orElse("");
        return ProviderJson.cut(name, 100);
    }

    private Service one(
            Tx tx, OrganizationId organization, Follow follow, String name, Actor actor) {
        var service =
                new Service(
                        new ServiceId(tx.newId()),
                        organization,
                        name,
                        "",
                        dev.bellwether.model.IncidentPolicy.DEFAULT,
                        Optional.empty());
        services.make(tx, service, actor);
        checks.make(
                tx,
                new Check(
                        Checks.newId(),
                        organization,
                        service.id(),
                        name,
                        new CheckSpec.ProviderPage(follow.provider(), follow.component()),
                        Check.DEFAULT_INTERVAL,
                        Check.DEFAULT_TIMEOUT,
                        Optional.empty(),
                        Status.MAJOR_OUTAGE,
                        Check.Recovery.DEFAULT,
                        List.of(),
                        false),
                actor);
        return service;
    }
}
