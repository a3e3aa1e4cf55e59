package dev.bellwether.guard;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps what was learnt in a file: a mark, the version of what follows, its sum, and the
/// forecasts. A file that is lost, broken or of another version costs what was learnt, and nothing
/// else: the guard starts cold, says so, and keeps the broken file beside.
final class ForecastFile {
    private static final Logger LOG = LoggerFactory.getLogger(ForecastFile.class);
    private static final long MARK = 0x4265_6c6c_4765_7353L;
    private static final int VERSION = 1;
    private static final int MOST_BYTES = 64 << 20;

    private final Path file;

    ForecastFile(Path folder) {
        this.file = folder.resolve("forecasts.bin");
    }

    Forecasts read(Instant now) {
        if (!Files.exists(file)) {
            LOG.info("Nothing was learnt of queries before: the guard starts cold");
            return new Forecasts();
        }
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new IOException("larger than it can be");
            }
            Forecasts read = read(Files.readAllBytes(file), now);
            LOG.info("The guard knows {} forms of queries from before", read.forms());
            return read;
        } catch (IOException | RuntimeException e) {
            LOG.warn("{} cannot be read: the guard starts cold: {}", file, Upstream.why(e));
            setAside();
            return new Forecasts();
        }
    }

    private static Forecasts read(byte[] bytes, Instant now) throws IOException {
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (in.readLong() != MARK) {
                throw new IOException("it holds something else");
            }
            int version = in.readInt();
            if (version != VERSION) {
                throw new IOException("it is of version %d, not %d".formatted(version, VERSION));
            }
            long sum = in.readLong();
            byte[] rest = in.readAllBytes();
            if (sum != sum(rest)) {
                throw new IOException("it is damaged");
            }
            return Forecasts.read(new DataInputStream(new ByteArrayInputStream(rest)), now);
        }
    }

    private void setAside() {
        try {
            Files.move(
                    file,
                    file.resolveSibling(file.getFileName() + ".broken"),
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.warn("{} could not be set aside: {}", file, e.toString());
        }
    }

    void write(Forecasts forecasts) {
        try {
            var bytes = new ByteArrayOutputStream();
            forecasts.write(new DataOutputStream(bytes));
            byte[] rest = bytes.toByteArray();
            Files.createDirectories(file.toAbsolutePath().getParent());
            Path fresh = file.resolveSibling(file.getFileName() + ".new");
            try (var out = new DataOutputStream(Files.newOutputStream(fresh))) {
                out.writeLong(MARK);
                out.writeInt(VERSION);
                out.writeLong(sum(rest));
                out.write(rest);
            }
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.warn("What was learnt of queries is not kept in {}: {}", file, e.toString());
        }
    }

    private static long sum(byte[] bytes) {
        var sum = new CRC32C();
        sum.update(bytes);
        return sum.getValue();
    }
}
