package dev.bellwether.people;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.Role;
import dev.bellwether.store.Backups;
import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.TestStore;
import dev.bellwether.store.TestStores;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;

/// People, their sessions and tokens come back with an archive, whichever database it goes into.
class ABackupBringsPeopleBackTest {
    @TempDir Path folder;

    @OnEachStore
    void peopleSessionsAndTokensComeBack(TestStore test) {
        var acme = new Acme(test);
        var owner = acme.firstOwner();
        var by = owner.session().principal();
        acme.join(by, "Bob", Role.RESPONDER);
        acme.people.invitations().invite(by, "Eve", "eve@example.com", Role.VIEWER);
        var token = acme.people.tokens().issue(by, "deploy", Set.of(Scope.READ), Optional.empty());
        Path archive = folder.resolve("archive.zip");
        Backups.archive(test.settings(), archive, acme.clock.instant());
        for (TestStore other : List.of(TestStores.sqlite(), TestStores.postgres())) {
            try (other) {
                Backups.restore(other.settings(), archive, acme.clock.instant());
                var back =
                        new People(
                                other.store(),
                                acme.clock,
                                acme.key,
                                PeopleSettings.defaults(),
                                Acme.CHEAP);
                assertThat(back.persons(People.DEFAULT, Optional.empty(), 10))
                        .isEqualTo(acme.people.persons(People.DEFAULT, Optional.empty(), 10));
                assertThat(back.signIn().session(owner.token())).isPresent();
                assertThat(back.tokens().authenticate(token.secret())).isPresent();
                assertThat(back.invitations().pending(by))
                        .isEqualTo(acme.people.invitations().pending(by));
                assertThat(back.invitations().firstStart()).isEmpty();
            }
        }
    }
}
