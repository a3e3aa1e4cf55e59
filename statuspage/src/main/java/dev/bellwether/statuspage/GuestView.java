package dev.bellwether.statuspage;

import dev.bellwether.model.PageLook;
import java.util.List;
import java.util.Optional;

/// A page of few words for somebody who follows a link or has sent a form.
///
/// @param home the status page
/// @param button its label; empty when there is nothing to press
/// @param choices to tick before it is pressed
/// @param leave where one unsubscribes; empty where that is not offered
record GuestView(
        Words words,
        PageLook look,
        String page,
        String home,
        String title,
        String text,
        Optional<String> button,
        List<Choice> choices,
        Optional<String> leave) {
    record Choice(String id, String name, boolean chosen) {}

    String css() {
        return Style.css(look);
    }

    String w(String word) {
        return words.of(word);
    }
}
