package dev.bellwether.watch;

import dev.bellwether.model.OrganizationId;
import dev.bellwether.store.Store;
import dev.bellwether.store.Tx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// The shipped catalogue, loaded into the store once for each version of it: rows are added and
/// changed, none is taken away (a check may refer to it), and what organizations added is not
/// touched.
final class Catalogue {
    private static final String FILE = "providers.csv";

    private Catalogue() {}

    /// True when it was loaded now.
    ///
    /// @param instead of the shipped one
    static boolean load(Store store, Optional<Path> instead) {
        byte[] file = instead.map(Catalogue::file).orElseGet(Catalogue::file);
        String digest = digest(file);
        boolean isThere = store.read(sql -> ProviderRows.catalogue(sql).equals(digest));
        if (isThere) {
            return false;
        }
        List<Provider> providers = CatalogueCsv.read(new String(file, StandardCharsets.UTF_8));
        store.run(tx -> load(tx, providers, digest));
        return true;
    }

    static void load(Tx tx, List<Provider> providers, String digest) {
        ProviderRows.save(tx, OrganizationId.SYSTEM, providers);
        ProviderRows.catalogue(tx, digest);
    }

    /// Of the shipped file.
    static List<Provider> shipped() {
        return CatalogueCsv.read(new String(file(), StandardCharsets.UTF_8));
    }

    private static byte[] file(Path path) {
        try {
            return Files.readAllBytes(path);
        } catch (IOException e) {
            throw new UncheckedIOException("The catalogue " + path + " cannot be read", e);
        }
    }

    private static byte[] file() {
        try (var in = Catalogue.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException(FILE + " is not in the program");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String digest(byte[] file) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
