package dev.bellwether.console;

import org.jspecify.annotations.Nullable;

/// The attributes that tie a field to its label, hint and problem.
final class Fields {
    private Fields() {}

    /// A legal id of an element for a field's name, such as `f-spec-url` for `spec.url`.
    static String id(String name) {
        return "f-" + name.replaceAll("[^A-Za-z0-9]+", "-");
    }

    static String type(String type) {
        return type.equals("optional") ? "text" : type;
    }

    static @Nullable String described(Form form, String name, String hint) {
        boolean wrong = form.problem(name).isPresent();
        if (hint.isEmpty() && !wrong) {
            return null;
        }
        return ((hint.isEmpty() ? "" : id(name) + "-hint ") + (wrong ? id(name) + "-problem" : ""))
                .strip();
    }

    /// A field's name in words: `spec.degradedAbove` is `degraded above`.
    static String word(String name) {
        String last = name.substring(name.lastIndexOf('.') + 1);
        String words = last.replaceAll("([a-z])([A-Z])", "$1 $2").replaceAll("[\\[\\]]+", " ");
        String lower = words.toLowerCase(java.util.Locale.ROOT).strip();
        return lower.isEmpty()
                ? name
                : lower.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + lower.substring(1);
    }
}
