package dev.bellwether.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A text with names means what it meant with places for them.
class NamedTest {
    @Test
    void eachNameHasAPlaceInItsOrderAndMayComeAgain() {
        Named named = Named.of("SELECT :one, x FROM t WHERE a = :two_2 AND b < :one");
        assertThat(named.text()).isEqualTo("SELECT ?, x FROM t WHERE a = ? AND b < ?");
        assertThat(named.values(Map.of("one", 1, "two_2", Optional.empty())))
                .containsExactly(1, null, 1);
    }

    @Test
    void literalsAndCastsAreNoNames() {
        String text = "SELECT ':one', a::text, 'it''s :two' FROM t WHERE b = ";
        Named named = Named.of(text + ":real");
        assertThat(named.text()).isEqualTo(text + "?");
        assertThat(named.names()).containsExactly("real");
    }

    @Test
    void aNameWithoutAValueIsNamed() {
        assertThatThrownBy(() -> Named.of("SELECT :missing").values(Map.of("other", 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(":missing");
    }
}
