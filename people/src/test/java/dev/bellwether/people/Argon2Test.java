package dev.bellwether.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Passwords are kept as Argon2id with OWASP's parameters, in a form other programs read.
class Argon2Test {
    private final SecureRandom random = new SecureRandom();

    /// Made by the reference implementation: `echo -n password | argon2 somesalt -id -t 2 -m 16 -p
    /// 1` (phc-winner-argon2, `src/test.c`).
    @Test
    void aHashOfTheReferenceImplementationIsRead() {
        String stored =
                "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ"
                        + "$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";
        assertThat(Argon2.matches("password", stored)).isTrue();
        assertThat(Argon2.matches("Password", stored)).isFalse();
    }

    @Test
    void theParametersAreOwasps() {
        String hash = Argon2.hash("correct horse battery", Argon2.Cost.OWASP, random);
        assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(Argon2.matches("correct horse battery", hash)).isTrue();
        assertThat(Argon2.hash("correct horse battery", Argon2.Cost.OWASP, random))
                .isNotEqualTo(hash);
        assertThat(Argon2.isMadeWith(Argon2.Cost.OWASP, hash)).isTrue();
    }

    @Test
    void whatIsNoHashOrWantsTooMuchNeverMatches() {
        for (String stored :
                new String[] {
                    "",
                    "password",
                    "$argon2i$v=19$m=64,t=1,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                    "$argon2id$v=19$m=9999999,t=1,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                }) {
            assertThat(Argon2.matches("password", stored)).isFalse();
        }
    }

    @Test
    void thereIsNothingToMatchForAnAccountThatIsNotThere() {
        var passwords = new Passwords(Acme.CHEAP, 2, random);
        assertThat(passwords.matches("anything", Optional.empty())).contains(false);
    }

    /// It is derived like any other, for whoever has no account must not be told by the time it
    /// takes.
    @Test
    void nobodysHashIsReadLikeAnyOther() {
        String nobody = Argon2.ofNobody(Argon2.Cost.OWASP, random);
        String somebody = Argon2.hash("correct horse battery", Argon2.Cost.OWASP, random);
        assertThat(Argon2.isMadeWith(Argon2.Cost.OWASP, nobody)).isTrue();
        assertThat(nobody).hasSameSizeAs(somebody);
        assertThat(Argon2.ofNobody(Argon2.Cost.OWASP, random)).isNotEqualTo(nobody);
        assertThat(Argon2.matches("", nobody)).isFalse();
    }

    @Test
    void onlyLengthAndVarietyAreAsked() {
        assertThat(Passwords.weakness("p", "correct horse battery", "Ada", "ada@example.com"))
                .isEmpty();
        assertThat(Passwords.weakness("p", "shortish123", "Ada", "ada@example.com")).isPresent();
        assertThat(Passwords.weakness("p", "aaaaaaaaaaaaaaaa", "Ada", "ada@example.com"))
                .isPresent();
        assertThat(Passwords.weakness("p", "Ada@Example.com", "Ada", "ada@example.com"))
                .isPresent();
    }
}
