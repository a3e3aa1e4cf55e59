package dev.bellwether.watch;

/// What lets the next request for a document be conditional (RFC 9110, 13.1); empty where it gave
/// none.
///
/// @param absent the document was not there, and its reader did without it
record PollMarks(String etag, String lastModified, boolean absent) {
    static final PollMarks NONE = new PollMarks("", "");
    static final PollMarks ABSENT = new PollMarks("", "", true);

    PollMarks(String etag, String lastModified) {
        this(etag, lastModified, false);
    }
}
