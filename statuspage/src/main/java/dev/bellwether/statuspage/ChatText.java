package dev.bellwether.statuspage;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One update as the incoming webhooks of Slack (Block Kit) and Teams (an Adaptive Card) take it.
final class ChatText {
    /// Slack cuts a section at 3,000 characters.
    private static final int LONGEST = 2_900;

    private static final int LONGEST_HEADER = 150;

    private ChatText() {}

    static String slack(LetterText letter) {
        String title = letter.stage() + ": " + letter.incident().name();
        var blocks = new ArrayList<Map<String, Object>>();
        blocks.add(
                Map.of(
                        "type",
                        "header",
                        "text",
                        Map.of("type", "plain_text", "text", cut(title, LONGEST_HEADER))));
        if (!letter.text().isBlank()) {
            blocks.add(section(escaped(cut(letter.text(), LONGEST))));
        }
        String foot =
                (letter.affected().isEmpty()
                                ? ""
                                : letter.words().of("affects") + ": " + letter.affected() + " · ")
                        + letter.page().name();
        blocks.add(
                Map.of(
                        "type",
                        "context",
                        "elements",
                        List.of(
                                Map.of(
                                        "type",
                                        "mrkdwn",
                                        "text",
                                        "<"
                                                + letter.link()
                                                + "|"
                                                + escaped(letter.words().of("letter.open"))
                                                + "> · "
                                                + escaped(cut(foot, LONGEST))))));
        var message = new LinkedHashMap<String, Object>();
        message.put("text", escaped(title + " " + letter.link()));
        message.put("blocks", blocks);
        return V2.write(message);
    }

    private static Map<String, Object> section(String text) {
        return Map.of("type", "section", "text", Map.of("type", "mrkdwn", "text", text));
    }

    /// Slack reads `&`, `<` and `>` as its own.
    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    static String teams(LetterText letter) {
        var body = new ArrayList<Map<String, Object>>();
        body.add(block(letter.stage() + ": " + letter.incident().name(), "Bolder"));
        if (!letter.text().isBlank()) {
            body.add(block(cut(letter.text(), LONGEST), "Default"));
        }
        if (!letter.affected().isEmpty()) {
            body.add(block(letter.words().of("affects") + ": " + letter.affected(), "Lighter"));
        }
        var card = new LinkedHashMap<String, Object>();
        card.put("$schema", "http://adaptivecards.io/schemas/adaptive-card.json");
        card.put("type", "AdaptiveCard");
        card.put("version", "1.4");
        card.put("body", body);
        card.put(
                "actions",
                List.of(
                        Map.of(
                                "type",
                                "Action.OpenUrl",
                                "title",
                                letter.words().of("letter.open"),
                                "url",
                                letter.link())));
        return V2.write(
                Map.of(
                        "type",
                        "message",
                        "attachments",
                        List.of(
                                Map.of(
                                        "contentType",
                                        "application/vnd.microsoft.card.adaptive",
                                        "content",
                                        card))));
    }

    private static Map<String, Object> block(String text, String weight) {
        return Map.of("type", "TextBlock", "text", text, "weight", weight, "wrap", true);
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most - 1) + "…";
    }
}
