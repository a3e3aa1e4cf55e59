package dev.bellwether.notify;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import java.io.IOException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;

/// What a mail server's answer means for the message.
final class EmailAnswers {
    private static final int LONGEST = 200;

    private EmailAnswers() {}

    /// @param handedOver whether the mail itself was under way
    static Outcome outcome(MessagingException error, boolean handedOver) {
        for (Throwable at = error; at != null; at = next(at)) {
            int code =
                    switch (at) {
                        case SMTPAddressFailedException e -> e.getReturnCode();
                        case SMTPSenderFailedException e -> e.getReturnCode();
                        case SMTPSendFailedException e when e.getNextException() == null ->
                                e.getReturnCode();
                        default -> -1;
                    };
            if (code >= 500) {
                return new Outcome.GiveUp(says(words(at)));
            }
            if (code >= 400) {
                return Outcome.tryAgain(says(words(at)));
            }
        }
        if (error instanceof AuthenticationFailedException) {
            // The password is wrong for every message: somebody may be about to correct it.
            return Outcome.tryAgain("the mail server refused our sign-in");
        }
        return handedOver ? Outcome.mayHaveArrived(words(error)) : Outcome.tryAgain(words(error));
    }

    /// What the mail server said, as its words and not ours.
    static String says(@Nullable String answer) {
        String line = line(answer);
        return line.isEmpty() ? "" : line("the mail server says " + line);
    }

    static String unreachable(MailSettings settings, IOException error) {
        return line(
                "mail server "
                        + settings.host()
                        + ":"
                        + settings.port()
                        + " cannot be reached: "
                        + error.getMessage());
    }

    /// The first line of what a server said, bounded.
    static String line(@Nullable String text) {
        if (text == null) {
            return "";
        }
        String line = text.strip().lines().findFirst().orElse("");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST);
    }

    private static String words(Throwable error) {
        return line(
                error.getMessage() == null ? error.getClass().getSimpleName() : error.getMessage());
    }

    private static @Nullable Throwable next(Throwable error) {
        return error instanceof MessagingException mail ? mail.getNextException() : null;
    }
}
