package dev.bellwether.store;

import static org.assertj.core.api.Assertions.assertThat;

/// Whatever others send as a text can be kept and looked for, on both engines alike.
class AnyTextIsKeptTest {
    @OnEachStore
    void aZeroCharacterIsKeptAsBrowsersShowIt(TestStore test) {
        String kept =
                test.store()
                        .write(tx ->
                                tx.sql()
                                        .createQuery("SELECT CAST(:text AS TEXT)")
                                        .bind("text", "a\0b \uD83D\uDE00")
                                        .mapTo(String.class)
                                        .one());
        assertThat(kept).isEqualTo("a\uFFFDb \uD83D\uDE00");
    }
}
