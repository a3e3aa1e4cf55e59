package dev.bellwether.api;

import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.InvalidInput.Problem;
import dev.bellwether.store.Store;
import java.util.List;
import java.util.function.Supplier;

/// Does work in a transaction that is undone, to hear what it is refused for.
final class Tryout {
    private final Store store;

    Tryout(Store store) {
        this.store = store;
    }

    private static final class Undo extends RuntimeException {
        private static final long serialVersionUID = 1;

        private Undo() {
            super("", null, false, false);
        }
    }

    /// Empty when the work is refused for nothing in its input.
    List<Problem> problems(Supplier<Object> work) {
        try {
            return store.together(() -> {
                var _ = work.get();
                throw new Undo();
            });
        } catch (InvalidInput e) {
            return e.problems();
        } catch (RuntimeException e) {
            // The form is wrong in any case, and that is told; what else stands in the way is told
            // when it is right.
            return List.of();
        }
    }
}
