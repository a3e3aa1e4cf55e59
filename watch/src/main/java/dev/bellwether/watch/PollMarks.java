package dev.bellwether.watch;

/// What lets the next request be conditional (RFC 9110, 13.1); empty where the page gave none.
record PollMarks(String etag, String lastModified) {
    static final PollMarks NONE = new PollMarks("", "");
}
