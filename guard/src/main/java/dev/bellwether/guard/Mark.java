package dev.bellwether.guard;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;

/// By what guards that share a node tell their queries there: a word behind the client's own name,
/// which every server shows as `http_user_agent` and no SQL can change.
final class Mark {
    private static final Pattern WORD = Pattern.compile("(?:^| )bellwether-guard/([A-Za-z0-9]+)$");

    private Mark() {}

    static HttpFields on(HttpFields headers, String guard) {
        @Nullable String client = headers.get(HttpHeader.USER_AGENT);
        String mark = "bellwether-guard/" + guard;
        return HttpFields.build(headers)
                .put(HttpHeader.USER_AGENT, client == null ? mark : client + " " + mark)
                .asImmutable();
    }

    /// Whose it is.
    static Optional<String> of(String userAgent) {
        Matcher word = WORD.matcher(userAgent);
        return word.find() ? Optional.of(word.group(1)) : Optional.empty();
    }
}
