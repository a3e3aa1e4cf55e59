package dev.bellwether.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.model.Actor;
import dev.bellwether.model.CheckSpec;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.ProviderId;
import dev.bellwether.model.Secrets;
import dev.bellwether.model.Service;
import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.TestStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The forty providers we use become services in one go: all of them, or none.
class FollowsTest {
    private static final OrganizationId ACME = new OrganizationId("acme");
    private static final Actor ANN = Actor.automation("test", "");
    private static final Secrets OPEN =
            new Secrets() {
                @Override
                public String seal(String purpose, String secret) {
                    return secret;
                }

                @Override
                public String open(String purpose, String sealed) {
                    return sealed;
                }
            };

    private static Follows.Follow whole(String provider) {
        return new Follows.Follow(new ProviderId(provider), Optional.empty(), "");
    }

    @OnEachStore
    void allOfThemOrNone(TestStore test) {
        var settings =
                ProviderSettings.standard("1", "https://status.acme.com")
                        .withPoll(ProviderSettings.Poll.NONE);
        try (var providers = new Providers(test.store(), settings, Networks.all(), test.clock())) {
            var checks = new Checks(test.store(), Networks.all(), providers, OPEN);
            var made = new ArrayList<Service>();
            var follows =
                    new Follows(
                            test.store(),
                            checks,
                            providers,
                            (tx, service, by) -> made.add(service));
            var part =
                    new Follows.Follow(
                            new ProviderId("amazon-web-services"),
                            Optional.of("ec2/us-east-1"),
                            "Our machines");
            List<Service> services =
                    follows.follow(ACME, List.of(whole("github"), whole("stripe"), part), ANN);
            assertThat(services)
                    .extracting(Service::name)
                    .containsExactly("GitHub", "Stripe", "Our machines");
            assertThat(made).isEqualTo(services);
            assertThat(checks.ofService(ACME, services.getLast().id()))
                    .singleElement()
                    .satisfies(check ->
                            assertThat(check.spec())
                                    .isEqualTo(
                                            new CheckSpec.ProviderPage(
                                                    part.provider(), part.component())));
            assertThatThrownBy(() ->
                            follows.follow(
                                    ACME, List.of(whole("gitlab"), whole("nobody-knows-it")), ANN))
                    .isInstanceOf(InvalidInput.class)
                    .hasMessageContaining("'nobody-knows-it'");
            assertThatThrownBy(() -> follows.follow(ACME, List.of(), ANN))
                    .isInstanceOf(InvalidInput.class);
            assertThat(checks.count(ACME)).isEqualTo(3);
        }
    }
}
