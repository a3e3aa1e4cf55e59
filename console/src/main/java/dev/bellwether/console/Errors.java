package dev.bellwether.console;

import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.Role;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/// The pages that say what went wrong, in words for people.
final class Errors {
    /// @param lines what it means and what to do
    record View(String title, List<String> lines) {}

    private Errors() {}

    /// What an exception says, never null.
    static String words(RuntimeException e) {
        return Objects.requireNonNullElse(e.getMessage(), "");
    }

    static Reply notFound() {
        return page(
                404,
                "This page does not exist",
                "What you were looking for was removed, or the address is not right.");
    }

    static Reply forbidden(String why) {
        return page(403, "You may not do this", why);
    }

    static Reply needs(Role needed, Role has) {
        return page(
                403,
                "You may not do this",
                "This needs the role " + word(needed) + ", and yours is " + word(has) + ".",
                "An owner of the organization can give you another role.");
    }

    static Reply staleForm() {
        return page(
                403,
                "This form is out of date",
                "Nothing was changed. The form was opened before you signed in again, or another"
                        + " site sent it.",
                "Go back, load the page again and send the form once more.");
    }

    static Reply conflict(String why) {
        return page(409, "This is not possible now", why);
    }

    static Reply invalid(InvalidInput e) {
        return page(
                422,
                "Something in the form is not right",
                e.problems().stream()
                        .map(p ->
                                p.field().isEmpty() ? p.message() : p.field() + ": " + p.message())
                        .toArray(String[]::new));
    }

    static Reply tooLarge(long most) {
        return page(
                413,
                "This is too large",
                "Nothing was read or changed. At most "
                        + (most >> 20)
                        + " MB can be sent at once.");
    }

    static Reply noLength() {
        return page(
                411,
                "How much is sent must be said first",
                "Nothing was read or changed. Send the form with a Content-Length.");
    }

    static Reply storeGone() {
        return page(
                503,
                "The database cannot be reached",
                "Nothing was changed. Checks go on, and status pages are served from memory as they"
                        + " were last.",
                "This page will work again as soon as the database answers.");
    }

    static Reply broken(String number) {
        return page(
                500,
                "Something went wrong on our side",
                "The error was written to the server's log under the number " + number + ".",
                "If it happens again, tell whoever runs this server that number.");
    }

    private static Reply page(int status, String title, String... lines) {
        var view = new View(title, List.of(lines));
        return new Reply.Page(
                status, "", (out, frame) -> JteerrorGenerated.render(out, Html.PLAIN, frame, view));
    }

    private static String word(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }
}
