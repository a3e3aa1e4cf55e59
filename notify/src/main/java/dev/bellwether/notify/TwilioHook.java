package dev.bellwether.notify;

import dev.bellwether.model.Channel;
import dev.bellwether.notify.DeliveryEvent.Receipt.Said;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What Twilio brings: what became of a message or call, a pressed key, a reply.
record TwilioHook(
        String name,
        What what,
        ChannelSettings settings,
        ChannelSettings.Twilio twilio,
        CallbackTokens tokens,
        HookDesk desk)
        implements Hook {
    private static final String TAKE_KEY = "4";
    private static final Pattern REPLY =
            Pattern.compile("\\s*(?:ack|yes|ok|y)?\\s*#?(\\d{4})?\\s*[.!]?\\s*");

    /// A word or a code, and not a mark alone.
    private static final Pattern SAYS = Pattern.compile("[a-z0-9]");

    enum What {
        STATUS,
        KEY,
        REPLY
    }

    static List<Hook> all(
            ChannelSettings settings,
            ChannelSettings.Twilio twilio,
            CallbackTokens tokens,
            HookDesk desk) {
        return List.of(
                new TwilioHook("twilio/status", What.STATUS, settings, twilio, tokens, desk),
                new TwilioHook("twilio/key", What.KEY, settings, twilio, tokens, desk),
                new TwilioHook("twilio/sms", What.REPLY, settings, twilio, tokens, desk));
    }

    @Override
    public HookAnswer on(HookRequest request) {
        Map<String, String> form = request.form();
        String url =
                settings.base()
                        + "/hooks/channels/"
                        + name
                        + (request.query().isEmpty() ? "" : "?" + request.query());
        if (!Signatures.isTwilio(twilio.token(), url, form, request.header("x-twilio-signature"))) {
            return HookAnswer.refused("X-Twilio-Signature is not right");
        }
        return switch (what) {
            case STATUS -> status(request, form);
            case KEY -> key(request, form);
            case REPLY -> reply(form);
        };
    }

    private HookAnswer status(HookRequest request, Map<String, String> form) {
        String status = form.getOrDefault("MessageStatus", form.getOrDefault("CallStatus", ""));
        Optional<CallbackTokens.Of> of = tokens.read(request.queried("m"), request.queried("s"));
        said(status)
                .ifPresent(said ->
                        of.ifPresent(which -> desk.receipt(which, said, detail(status, form))));
        return HookAnswer.nothing();
    }

    /// A call that was picked up has arrived.
    private static Optional<Said> said(String status) {
        return switch (status) {
            case "accepted", "scheduled", "queued", "sending", "sent", "initiated", "ringing" ->
                    Optional.of(Said.ON_ITS_WAY);
            case "delivered", "read", "in-progress", "answered", "completed" ->
                    Optional.of(Said.ARRIVED);
            case "undelivered", "failed", "busy", "no-answer", "canceled" ->
                    Optional.of(Said.REFUSED);
            default -> Optional.empty();
        };
    }

    private static String detail(String status, Map<String, String> form) {
        String error = form.getOrDefault("ErrorCode", "");
        return "Twilio says " + status + (error.isEmpty() ? "" : " (" + error + ")");
    }

    private HookAnswer key(HookRequest request, Map<String, String> form) {
        List<HookAnswer.TakenOn> taken =
                form.getOrDefault("Digits", "").equals(TAKE_KEY)
                        ? tokens.read(request.queried("m"), request.queried("s")).stream()
                                .flatMap(of -> desk.taken(of, "key press").stream())
                                .toList()
                        : List.of();
        String words =
                taken.isEmpty() ? "Nothing was taken on. Goodbye." : "You have it. Thank you.";
        return HookAnswer.xml("<Response><Say>" + words + "</Say></Response>", taken);
    }

    private HookAnswer reply(Map<String, String> form) {
        String body = form.getOrDefault("Body", "").toLowerCase(Locale.ROOT);
        Matcher matcher = REPLY.matcher(body);
        if (!matcher.matches() || !SAYS.matcher(body).find()) {
            // STOP, START and HELP are Twilio's; to all else we have nothing to say.
            return HookAnswer.xml("<Response/>", List.of());
        }
        String code = matcher.group(1) == null ? "" : matcher.group(1);
        List<Outbound> pages =
                desk.pagesTo(
                        Channel.SMS,
                        form.getOrDefault("From", ""),
                        message ->
                                code.isEmpty() || Signatures.same(tokens.replyCode(message), code));
        // Without its code, only where it cannot mean another.
        boolean clear = !pages.isEmpty() && (!code.isEmpty() || alerts(pages) == 1);
        if (!clear) {
            return HookAnswer.xml(
                    message(
                            pages.isEmpty()
                                    ? "There is nothing to take on"
                                            + (code.isEmpty() ? "." : " with " + code + ".")
                                    : "Which one? Reply with the four digits in its message."),
                    List.of());
        }
        List<HookAnswer.TakenOn> taken = desk.taken(pages.getFirst(), "SMS reply");
        return HookAnswer.xml(
                message("You have it: " + ChatText.cut(pages.getFirst().said().title(), 100)),
                taken);
    }

    private static long alerts(List<Outbound> pages) {
        return pages.stream().map(page -> page.said().alert()).distinct().count();
    }

    private static String message(String words) {
        return "<Response><Message>" + Xml.text(words) + "</Message></Response>";
    }

    @Override
    public String toString() {
        return "TwilioHook[" + name + "]";
    }
}
