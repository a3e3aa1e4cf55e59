package dev.bellwether.statuspage;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// Remembers the pieces and documents of one page from rendering to rendering, and what they were
/// made from; what is made from equal things is not made again. For one thread at a time.
final class Memo {
    private record Made(Object from, Piece piece) {}

    private record Put(List<Piece> pieces, Document document) {}

    private Map<String, Made> pieces = new HashMap<>();
    private Map<String, Made> nextPieces = new HashMap<>();
    private Map<String, Put> documents = new HashMap<>();
    private Map<String, Put> nextDocuments = new HashMap<>();

    Piece piece(String name, Object from, Supplier<String> make) {
        Made made = pieces.get(name);
        if (made == null || !(made.from() == from || made.from().equals(from))) {
            made = new Made(from, Piece.of(make.get()));
        }
        nextPieces.put(name, made);
        return made.piece();
    }

    /// A piece of bytes that are known by their name.
    Piece binary(String name, byte[] bytes) {
        Made made = pieces.get(name);
        if (made == null) {
            made = new Made(name, Piece.of(bytes));
        }
        nextPieces.put(name, made);
        return made.piece();
    }

    Document document(String path, String contentType, List<Piece> parts) {
        Put put = documents.get(path);
        if (put == null || !sameOnes(put.pieces(), parts)) {
            put = new Put(List.copyOf(parts), Joined.document(contentType, parts));
        }
        nextDocuments.put(path, put);
        return put.document();
    }

    /// Ends a rendering: what it did not use is forgotten.
    void turn() {
        pieces = nextPieces;
        nextPieces = new HashMap<>(pieces.size() * 2);
        documents = nextDocuments;
        nextDocuments = new HashMap<>(documents.size() * 2);
    }

    private static boolean sameOnes(List<Piece> a, List<Piece> b) {
        if (a.size() != b.size()) {
            return false;
        }
        for (int i = 0; i < a.size(); i++) {
            if (a.get(i) != b.get(i)) {
                return false;
            }
        }
        return true;
    }
}
