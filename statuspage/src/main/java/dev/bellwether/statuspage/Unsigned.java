package dev.bellwether.statuspage;

import java.util.List;
import java.util.Map;

/// What a program gets in place of a file of a private page: words on how to sign in, as JSON where
/// JSON was asked for and as plain text where a feed, a picture or a table was.
final class Unsigned {
    private static final String SIGN_IN =
            "This status page is private. Send the page's key as the password of HTTP Basic, or add"
                    + " ?key=KEY to the address; the page names its key under Subscribe once one has"
                    + " signed in with a browser, and the console under Who may read it.";
    private static final String REFUSED =
            "This status page is open to some networks only, and your address is in none of them."
                    + " Ask whoever runs it.";

    private static final Answer ASK_JSON = json("sign_in_required", SIGN_IN);
    private static final Answer ASK_TEXT = text(SIGN_IN);
    private static final Answer REFUSE_JSON = json("network_not_allowed", REFUSED);
    private static final Answer REFUSE_TEXT = text(REFUSED);

    private Unsigned() {}

    static Answer answer(String file, boolean refused) {
        boolean json = file.endsWith(".json");
        return refused ? json ? REFUSE_JSON : REFUSE_TEXT : json ? ASK_JSON : ASK_TEXT;
    }

    private static Answer json(String error, String message) {
        return answer(
                "application/json; charset=utf-8",
                V2.write(Map.of("error", error, "message", message)));
    }

    private static Answer text(String message) {
        return answer("text/plain; charset=utf-8", message + "\n");
    }

    private static Answer answer(String type, String body) {
        return new Answer("", Joined.document(type, List.of(Piece.of(body))), false);
    }
}
