package dev.bellwether.guard;

/// What the lexer made of a text: its tokens, or why there are none.
sealed interface Lexed permits Tokens, Lexed.Unlexed {
    /// @param why names the trouble in a few words
    /// @param at the character where it was met, from 0
    record Unlexed(String why, int at) implements Lexed {
        @Override
        public String toString() {
            return why + " at character " + at;
        }
    }
}
