package dev.bellwether.statistics;

import java.util.Optional;
import java.util.function.Function;

/// What a method answers: a value, or why there is none. Data that cannot carry a number (no
/// visitors, a constant, an infinite value) give [CannotSay]; an argument that no caller should
/// send (a confidence of 3) is an `IllegalArgumentException`.
public sealed interface Answer<T> {
    /// The value; every number in it is finite unless its type says otherwise.
    record Said<T>(T value) implements Answer<T> {}

    /// No value: the reason as a program reads it, and as a person does.
    record CannotSay<T>(Because because, String why) implements Answer<T> {}

    static <T> Answer<T> said(T value) {
        return new Said<>(value);
    }

    static <T> Answer<T> cannotSay(Because because, String why) {
        return new CannotSay<>(because, why);
    }

    /// Goes on with the value; a reason passes through.
    default <U> Answer<U> then(Function<? super T, Answer<U>> next) {
        return switch (this) {
            case Said<T>(T value) -> next.apply(value);
            case CannotSay<T>(Because because, String why) -> new CannotSay<>(because, why);
        };
    }

    default <U> Answer<U> map(Function<? super T, ? extends U> change) {
        return then(value -> said(change.apply(value)));
    }

    default Optional<T> optional() {
        return switch (this) {
            case Said<T>(T value) -> Optional.of(value);
            case CannotSay<T> _ -> Optional.empty();
        };
    }
}
