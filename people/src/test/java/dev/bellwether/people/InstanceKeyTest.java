package dev.bellwether.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.model.AlertId;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.PersonId;
import dev.bellwether.store.MovableClock;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Links and sealed secrets outlive a restart, and cannot be made without the key.
class InstanceKeyTest {
    private static final OrganizationId ACME = new OrganizationId("acme");
    private static final AlertId ALERT = new AlertId("a1");
    private static final PersonId ADA = new PersonId("p1");

    @TempDir Path folder;

    private final MovableClock clock = new MovableClock(Instant.parse("2026-05-01T08:00:00Z"));

    private SignedAlertLinks links(InstanceKey key) {
        return new SignedAlertLinks(key, URI.create("https://status.example.com/"), clock);
    }

    private static String token(String link) {
        return link.substring(link.lastIndexOf('/') + 1);
    }

    @Test
    void aLinkIsReadAfterARestart() {
        Path file = folder.resolve("instance.key");
        String link = links(InstanceKey.open(file)).acknowledge(ACME, ALERT, ADA);
        assertThat(link).startsWith("https://status.example.com/ack/");
        var read = links(InstanceKey.open(file)).read(token(link)).orElseThrow();
        assertThat(read.organization()).isEqualTo(ACME);
        assertThat(read.alert()).isEqualTo(ALERT);
        assertThat(read.person()).isEqualTo(ADA);
    }

    @Test
    void aForgedOrExpiredLinkIsNone() {
        var key = InstanceKey.open(folder.resolve("instance.key"));
        String token = token(links(key).acknowledge(ACME, ALERT, ADA));
        for (int at = 0; at < token.length(); at++) {
            char other = token.charAt(at) == 'A' ? 'B' : 'A';
            String forged = token.substring(0, at) + other + token.substring(at + 1);
            if (at < token.length() - 1) {
                assertThat(links(key).read(forged)).as("changed at %d", at).isEmpty();
            }
        }
        assertThat(links(InstanceKey.open(folder.resolve("other.key"))).read(token)).isEmpty();
        for (String wrong : new String[] {"", ".", "a.b", "x".repeat(10_000), "é.é"}) {
            assertThat(links(key).read(wrong)).isEmpty();
        }
        clock.move(Duration.ofDays(7));
        assertThat(links(key).read(token)).isEmpty();
    }

    @Test
    void aSecretOpensForItsPurposeOnly() {
        Path file = folder.resolve("instance.key");
        String sealed = new SealedSecrets(InstanceKey.open(file)).seal("webhook/1", "hunter2 é");
        var secrets = new SealedSecrets(InstanceKey.open(file));
        assertThat(sealed).doesNotContain("hunter2");
        assertThat(secrets.open("webhook/1", sealed)).isEqualTo("hunter2 é");
        assertThat(secrets.seal("webhook/1", "hunter2 é")).isNotEqualTo(sealed);
        assertThatThrownBy(() -> secrets.open("webhook/2", sealed))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> secrets.open("webhook/1", "v1.AAAA"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> secrets.open("webhook/1", "hunter2"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theFileIsForItsOwnerOnly() throws Exception {
        Path file = folder.resolve("deep/instance.key");
        InstanceKey.open(file);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (var files = Files.list(folder.resolve("deep"))) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void aPassphraseEncryptsIt() throws Exception {
        Path file = folder.resolve("sealed.key");
        var key = InstanceKey.open(file, Optional.of("open sesame"));
        String sealed = new SealedSecrets(key).seal("p", "s");
        assertThat(Files.readString(file)).startsWith("bellwether-key-1 sealed ");
        var again = InstanceKey.open(file, Optional.of("open sesame"));
        assertThat(new SealedSecrets(again).open("p", sealed)).isEqualTo("s");
        assertThatThrownBy(() -> InstanceKey.open(file, Optional.of("wrong")))
                .hasMessageContaining("wrong passphrase");
        assertThatThrownBy(() -> InstanceKey.open(file)).hasMessageContaining("no passphrase");
    }

    @Test
    void aFileThatIsNoKeyIsRefused() throws Exception {
        for (String text :
                new String[] {
                    "", "hello", "bellwether-key-1 plain AAAA", "bellwether-key-1 plain ?"
                }) {
            Path file = folder.resolve("wrong.key");
            Files.writeString(file, text);
            assertThatThrownBy(() -> InstanceKey.open(file))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(file.toString());
        }
    }
}
