package dev.bellwether.api;

import dev.bellwether.experiment.Condition;
import dev.bellwether.experiment.Value;
import dev.bellwether.model.InvalidInput;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Values for fields that are wrong, so that the rest of a body can be judged all the same. A kind
/// of field has one or several, as far apart as they go; which is taken depends on the reading.
final class StandIns {
    private static final int MOST_READINGS = 16;

    private final int reading;
    private int readings = 1;

    /// @param reading from 0
    StandIns(int reading) {
        this.reading = reading;
    }

    /// How many readings it takes to have seen every value.
    int readings() {
        return readings;
    }

    /// Null when nothing can stand in.
    @Nullable Object of(Type asked) {
        return switch (Shape.of(asked)) {
            case Shape.Text _ -> "";
            case Shape.Flag _ -> one(false, true);
            case Shape.Whole(var of) when of == int.class || of == Integer.class ->
                    one(0, 1, 1_000_000);
            case Shape.Whole _ -> one(0L, 1L, 1_000_000L);
            case Shape.Number _ -> one(0.0, 1.0, 1_000_000.0);
            case Shape.Time _ -> one(Instant.EPOCH, Instant.parse("2200-01-01T00:00:00Z"));
            case Shape.Day _ -> one(LocalDate.EPOCH, LocalDate.of(2200, 1, 1));
            case Shape.Month _ -> one(YearMonth.of(1970, 1), YearMonth.of(2200, 1));
            case Shape.Clock _ -> one(LocalTime.MIDNIGHT, LocalTime.NOON);
            case Shape.Zone _ -> ZoneOffset.UTC;
            case Shape.Span _ -> one(Duration.ZERO, Duration.ofMinutes(1), Duration.ofDays(365));
            case Shape.Choice choice -> one(choice.type().getEnumConstants());
            case Shape.Identity identity -> identity(identity.type());
            case Shape.Fields fields -> fields(fields.type());
            case Shape.Anything _ -> new Value.Truth(false);
            // It holds others of its kind, and those again others.
            case Shape.OneOf(var type) when type == Condition.class -> Condition.EVERYBODY;
            case Shape.OneOf oneOf -> {
                Object kind = one(oneOf.kinds().toArray());
                yield kind instanceof Class<?> record ? fields(record) : null;
            }
            case Shape.MaybeNumber _,
                    Shape.Maybe _,
                    Shape.Items _,
                    Shape.Entries _,
                    Shape.Foreign _ ->
                    null;
        };
    }

    private @Nullable Object one(Object... values) {
        readings = Math.max(readings, Math.min(values.length, MOST_READINGS));
        return values.length == 0 ? null : values[reading % values.length];
    }

    private static Object identity(Class<?> type) {
        try {
            return Binder.make(type.getDeclaredConstructor(String.class), "x");
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    private @Nullable Object fields(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        List<@Nullable Object> values =
                Arrays.stream(components).<@Nullable Object>map(c -> field(type, c)).toList();
        if (values.contains(null)) {
            return null;
        }
        try {
            return Binder.make(
                    type.getDeclaredConstructor(
                            Arrays.stream(components)
                                    .map(RecordComponent::getType)
                                    .toArray(Class<?>[]::new)),
                    values.toArray());
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        } catch (InvalidInput | IllegalArgumentException e) {
            return null;
        }
    }

    private @Nullable Object field(Class<?> type, RecordComponent component) {
        Object standard = Binder.standard(type, component);
        return standard != null ? standard : of(component.getGenericType());
    }
}
