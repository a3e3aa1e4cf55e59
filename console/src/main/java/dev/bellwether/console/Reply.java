package dev.bellwether.console;

import gg.jte.html.HtmlTemplateOutput;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/// What an action answers with.
sealed interface Reply {
    /// A page. The template gets the frame (who is signed in, what is to be said on top) and the
    /// output.
    record Page(int status, String section, BiConsumer<HtmlTemplateOutput, Frame> template)
            implements Reply {}

    /// On to another page, with something to say there.
    record Go(String to, Optional<Flash> flash) implements Reply {}

    /// The session begins (`token`) or ends (empty), and on to another page.
    record Signed(Optional<String> token, String to) implements Reply {}

    /// A part of a public page, to be shown in a frame of the console, where it can run nothing.
    record Framed(String type, byte[] body) implements Reply {
        private static final Pattern SCRIPT =
                Pattern.compile("<script>.*?</script>", Pattern.DOTALL);

        /// Without the page's script, which a browser would refuse to run, with an error on its
        /// console.
        byte[] still() {
            return type.startsWith("text/html")
                    ? SCRIPT.matcher(new String(body, StandardCharsets.UTF_8))
                            .replaceAll("")
                            .getBytes(StandardCharsets.UTF_8)
                    : body;
        }
    }

    /// Bytes that are no page of the console.
    record Raw(int status, String type, byte[] body) implements Reply {}

    static Reply page(String section, BiConsumer<HtmlTemplateOutput, Frame> template) {
        return new Page(200, section, template);
    }

    /// The form again, with what is wrong in it.
    static Reply refused(String section, BiConsumer<HtmlTemplateOutput, Frame> template) {
        return new Page(422, section, template);
    }

    static Reply go(String to) {
        return new Go(to, Optional.empty());
    }

    static Reply done(String to, String text) {
        return new Go(to, Optional.of(Flash.done(text)));
    }

    /// Done, and can be undone for a while.
    static Reply deleted(String to, String text, String undo) {
        return new Go(to, Optional.of(Flash.undoable(text, undo)));
    }

    static Reply sorry(String to, String text) {
        return new Go(to, Optional.of(Flash.refused(text)));
    }
}
