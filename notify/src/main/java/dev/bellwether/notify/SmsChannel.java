package dev.bellwether.notify;

import dev.bellwether.model.Channel;
import java.util.LinkedHashMap;

/// Text messages by Twilio's Messages resource, `POST …/Accounts/{sid}/Messages.json`. Twilio takes
/// a message (201) and tells by callback what became of it; without an https address of our own
/// there is no callback, and being taken must do.
///
/// The reader answers with the code in the message to take it on.
record SmsChannel(Account account) implements TwilioChannel {
    private static final int LONGEST = 480;
    private static final int LONGEST_TEXT = 200;

    @Override
    public Channel channel() {
        return Channel.SMS;
    }

    @Override
    public HttpCall call(Transport.Parcel parcel) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("To", parcel.address());
        String from = account.twilio().from();
        fields.put(from.startsWith("MG") ? "MessagingServiceSid" : "From", from);
        fields.put("Body", body(parcel));
        if (account.hasCallbacks()) {
            fields.put("StatusCallback", account.tokens().url("twilio/status", parcel));
        }
        return make("Messages", fields.entrySet());
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
                        : account.hasCallbacks()
                                ? " Reply "
                                        + account.tokens().replyCode(parcel.message())
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
}
