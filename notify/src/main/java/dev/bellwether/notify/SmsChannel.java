package dev.bellwether.notify;

import dev.bellwether.model.Channel;
import java.time.Duration;
import java.util.LinkedHashMap;

/// Text messages by Twilio's Messages resource, `POST …/Accounts/{sid}/Messages.json`. Twilio takes
/// a message (201) and tells by callback what became of it; without an https address of our own
/// there is no callback, and being taken must do.
///
/// The reader answers with the code in the message to take it on.
final class SmsChannel implements HttpChannel {
    /// Nobody gets more than one in this time.
    private static final Duration BETWEEN = Duration.ofMinutes(1);

    /// How long Twilio may be silent before the next method is tried.
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static final int LONGEST = 480;
    private static final int LONGEST_TEXT = 200;

    private final ChannelSettings settings;
    private final ChannelSettings.Twilio twilio;
    private final CallbackTokens tokens;

    SmsChannel(ChannelSettings settings, ChannelSettings.Twilio twilio, CallbackTokens tokens) {
        this.settings = settings;
        this.twilio = twilio;
        this.tokens = tokens;
    }

    @Override
    public Channel channel() {
        return Channel.SMS;
    }

    @Override
    public int parallelPerTarget() {
        return 1;
    }

    @Override
    public Duration pace() {
        return BETWEEN;
    }

    @Override
    public HttpCall call(Transport.Parcel parcel) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("To", parcel.address());
        fields.put(twilio.from().startsWith("MG") ? "MessagingServiceSid" : "From", twilio.from());
        fields.put("Body", body(parcel));
        if (settings.hasCallbacks()) {
            fields.put("StatusCallback", tokens.url("twilio/status", parcel));
        }
        return HttpCall.form(
                        twilio.url()
                                + "/2010-04-01/Accounts/"
                                + twilio.account()
                                + "/Messages.json",
                        fields)
                .basic(twilio.account(), twilio.token());
    }

    private String body(Transport.Parcel parcel) {
        var text = ChatText.of(parcel);
        String detail = EmailMessages.oneLine(text.text());
        String said =
                detail.isEmpty()
                        ? text.title()
                        : text.title() + ". " + ChatText.cut(detail, longest(parcel));
        String end =
                !text.asks()
                        ? ""
                        : settings.hasCallbacks()
                                ? " Reply "
                                        + tokens.replyCode(parcel.message())
                                        + (parcel.inside().isEmpty()
                                                ? " to take it on."
                                                : " to take them on.")
                                : " " + text.link();
        return ChatText.cut(said, LONGEST - Math.min(end.length(), LONGEST)) + end;
    }

    /// A code stands at the end of its words, and a bundle must name what is in it.
    private static int longest(Transport.Parcel parcel) {
        return parcel.message().kind() == Delivery.Kind.MAIL || !parcel.inside().isEmpty()
                ? LONGEST
                : LONGEST_TEXT;
    }

    @Override
    public Outcome outcome(HttpReply reply) {
        return TwilioAnswers.outcome(reply, settings.hasCallbacks(), PATIENCE);
    }
}
