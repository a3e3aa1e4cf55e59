package dev.bellwether.api;

import java.time.Duration;
import java.util.List;
import tools.jackson.core.JacksonException;

/// The request was refused before a room saw it.
final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient Problems.Answer answer;

    private Refused(Problems.Answer answer) {
        super(answer.document().detail());
        this.answer = answer;
    }

    Problems.Answer answer() {
        return answer;
    }

    static Refused unknown() {
        return new Refused(
                Problems.Answer.of(
                        401,
                        "unauthorized",
                        "A token is needed",
                        "Send 'Authorization: Bearer bw_…' with a token that is still good."));
    }

    static Refused noRoute(String method, String path) {
        return new Refused(
                Problems.Answer.of(
                        404,
                        "not-found",
                        "There is no such address",
                        method + " " + path + " is not in /api/openapi.json"));
    }

    static Refused wrongMethod(String method, String path) {
        return new Refused(
                Problems.Answer.of(
                        405,
                        "method",
                        "The address has no such method",
                        method + " " + path + " is not in /api/openapi.json"));
    }

    static Refused tooLarge(long most) {
        return new Refused(
                Problems.Answer.of(
                        413,
                        "too-large",
                        "The body is too large",
                        "At most " + most + " bytes are taken."));
    }

    static Refused wrongType(String given, List<String> taken) {
        return new Refused(
                Problems.Answer.of(
                        415,
                        "media-type",
                        "The body is of a type that is not taken here",
                        "'" + given + "' is not " + String.join(" or ", taken)));
    }

    static Refused tooFast(Duration wait) {
        return new Refused(
                Problems.Answer.of(
                                429,
                                "too-fast",
                                "Too many requests",
                                "The next is taken in " + wait.toSeconds() + " s.")
                        .after(wait));
    }

    static Refused notJson(byte[] body, JacksonException refused) {
        return new Refused(Problems.notJson(body, refused));
    }

    static Refused keyReused() {
        return new Refused(
                Problems.Answer.of(
                        409,
                        "idempotency",
                        "The idempotency key was used for another request",
                        "A key names one request: the same method, address and body."));
    }

    static Refused toldOnce() {
        return new Refused(
                Problems.Answer.of(
                        409,
                        "idempotency",
                        "The request with this key was done",
                        "Its answer held a secret, which is told once and stored nowhere."));
    }

    static Refused keyInUse() {
        return new Refused(
                Problems.Answer.of(
                                409,
                                "idempotency",
                                "The first request with this key has not ended",
                                "Its answer is not known yet. If it never comes, look at what stands"
                                        + " before sending the request with another key.")
                        .after(Duration.ofSeconds(5)));
    }
}
