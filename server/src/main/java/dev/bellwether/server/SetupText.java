package dev.bellwether.server;

import java.io.PrintWriter;
import tools.jackson.databind.JsonNode;

/// A plan as a person reads it: `+` made, `~` changed, `-` deleted, `!` to be looked at.
final class SetupText {
    private static final int LONGEST = 80;

    private final PrintWriter out;

    SetupText(PrintWriter out) {
        this.out = out;
    }

    /// @return whether something would change
    boolean show(JsonNode plan) {
        int created = 0;
        int changed = 0;
        int deleted = 0;
        int left = 0;
        for (JsonNode step : plan.path("steps")) {
            switch (step.path("kind").asString()) {
                case "Create" -> {
                    created++;
                    step("+", step);
                }
                case "Change" -> {
                    changed++;
                    step("~", step);
                }
                case "Delete" -> {
                    deleted++;
                    step("-", step);
                }
                default -> left++;
            }
        }
        for (JsonNode warning : plan.path("warnings")) {
            out.println(
                    "! %s: %s; it stays as it is"
                            .formatted(
                                    warning.path("field").asString(),
                                    warning.path("message").asString()));
        }
        if (created + changed + deleted == 0) {
            out.println("Nothing to do: " + left + " things are as wanted.");
            return false;
        }
        out.println(
                "Plan: %d to create, %d to change, %d to delete, %d left as they are."
                        .formatted(created, changed, deleted, left));
        return true;
    }

    private void step(String sign, JsonNode step) {
        out.println(
                "%s %s %s (%s)"
                        .formatted(
                                sign,
                                step.path("section").asString(),
                                step.path("key").asString(),
                                step.path("name").asString()));
        for (JsonNode field : step.path("fields")) {
            String name = field.path("field").asString();
            JsonNode before = field.path("before");
            JsonNode after = field.path("after");
            if (sign.equals("+")) {
                out.println("    " + name + ": " + shown(after));
            } else {
                out.println("    " + name + ": " + shown(before) + " → " + shown(after));
            }
        }
    }

    private static String shown(JsonNode value) {
        if (!value.isString()) {
            return "nothing";
        }
        String text = value.asString().replaceAll("\\p{Cntrl}+", " ");
        return "'" + (text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text) + "'";
    }
}
