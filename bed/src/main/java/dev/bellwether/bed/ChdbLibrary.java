package dev.bellwether.bed;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// The functions of libchdb.so that the test bed calls (its C interface, `chdb.h`).
///
/// Its signal handlers are turned off before anything else: with them the virtual machine hangs at
/// its first null check. One process holds one data folder.
final class ChdbLibrary {
    private final MethodHandle connect;
    private final MethodHandle close;
    private final MethodHandle query;
    private final MethodHandle stream;
    private final MethodHandle fetch;
    private final MethodHandle cancel;
    private final MethodHandle destroy;
    private final MethodHandle buffer;
    private final MethodHandle length;
    private final MethodHandle error;

    ChdbLibrary(Path library) {
        Linker linker = Linker.nativeLinker();
        SymbolLookup symbols = SymbolLookup.libraryLookup(library, Arena.global());
        MemoryLayout[] text = {ADDRESS, ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG};
        connect = function(linker, symbols, "chdb_connect", ADDRESS, JAVA_INT, ADDRESS);
        close = procedure(linker, symbols, "chdb_close_conn", ADDRESS);
        query = function(linker, symbols, "chdb_query_n", ADDRESS, text);
        stream = function(linker, symbols, "chdb_stream_query_n", ADDRESS, text);
        fetch = function(linker, symbols, "chdb_stream_fetch_result", ADDRESS, ADDRESS, ADDRESS);
        cancel = procedure(linker, symbols, "chdb_stream_cancel_query", ADDRESS, ADDRESS);
        destroy = procedure(linker, symbols, "chdb_destroy_query_result", ADDRESS);
        buffer = function(linker, symbols, "chdb_result_buffer", ADDRESS, ADDRESS);
        length = function(linker, symbols, "chdb_result_length", JAVA_LONG, ADDRESS);
        error = function(linker, symbols, "chdb_result_error", ADDRESS, ADDRESS);
        MethodHandle signals =
                procedure(linker, symbols, "chdb_set_signal_handlers_enabled", JAVA_INT);
        call(() -> signals.invoke(0));
    }

    /// @param arguments as on a command line, without the program
    /// @throws ChdbError when it does not open
    MemorySegment connect(List<String> arguments) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment argv = arena.allocate(ADDRESS, arguments.size() + 1L);
            argv.setAtIndex(ADDRESS, 0, arena.allocateFrom("clickhouse"));
            for (int i = 0; i < arguments.size(); i++) {
                argv.setAtIndex(ADDRESS, i + 1L, arena.allocateFrom(arguments.get(i)));
            }
            MemorySegment pointer =
                    (MemorySegment) call(() -> connect.invoke(arguments.size() + 1, argv));
            if (pointer.equals(MemorySegment.NULL)) {
                throw new ChdbError("Code: 1000. DB::Exception: no connection. (STD_EXCEPTION)");
            }
            return pointer.reinterpret(ADDRESS.byteSize());
        }
    }

    void close(MemorySegment connection) {
        call(() -> close.invoke(connection));
    }

    /// All of the answer at once.
    ///
    /// @throws ChdbError when the engine refuses
    byte[] query(MemorySegment connection, byte[] sql, String format) {
        MemorySegment result = begin(query, connection, sql, format);
        try {
            return bytes(result);
        } finally {
            call(() -> destroy.invoke(result));
        }
    }

    /// An answer in pieces; to be [#next]ed and ended.
    MemorySegment stream(MemorySegment connection, byte[] sql, String format) {
        MemorySegment result = begin(stream, connection, sql, format);
        try {
            bytes(result);
        } catch (ChdbError e) {
            call(() -> destroy.invoke(result));
            throw e;
        }
        return result;
    }

    /// The next piece; empty when there are no more.
    byte[] next(MemorySegment connection, MemorySegment streamed) {
        MemorySegment piece =
                (MemorySegment) call(() -> fetch.invoke(handle(connection), streamed));
        if (piece.equals(MemorySegment.NULL)) {
            return new byte[0];
        }
        try {
            return bytes(piece);
        } finally {
            call(() -> destroy.invoke(piece));
        }
    }

    /// @param isCut whether it still has pieces
    void end(MemorySegment connection, MemorySegment streamed, boolean isCut) {
        if (isCut) {
            call(() -> cancel.invoke(handle(connection), streamed));
        }
        call(() -> destroy.invoke(streamed));
    }

    private static MemorySegment handle(MemorySegment connection) {
        return connection.get(ADDRESS, 0);
    }

    private static MemorySegment begin(
            MethodHandle how, MemorySegment connection, byte[] sql, String format) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment text = arena.allocate(sql.length + 1L);
            MemorySegment.copy(sql, 0, text, JAVA_BYTE, 0, sql.length);
            return (MemorySegment)
                    call(() ->
                            how.invoke(
                                    handle(connection),
                                    text,
                                    (long) sql.length,
                                    arena.allocateFrom(format),
                                    (long) format.length()));
        }
    }

    private byte[] bytes(MemorySegment result) {
        MemorySegment words = (MemorySegment) call(() -> error.invoke(result));
        if (!words.equals(MemorySegment.NULL)) {
            String said = words.reinterpret(1 << 20).getString(0, StandardCharsets.UTF_8);
            if (!said.isEmpty()) {
                throw new ChdbError(said);
            }
        }
        long size = (long) call(() -> length.invoke(result));
        if (size == 0) {
            return new byte[0];
        }
        MemorySegment bytes = (MemorySegment) call(() -> buffer.invoke(result));
        return bytes.reinterpret(size).toArray(JAVA_BYTE);
    }

    private interface Native {
        Object call() throws Throwable;
    }

    private static Object call(Native function) {
        try {
            return function.call();
        } catch (RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static MethodHandle function(
            Linker linker,
            SymbolLookup symbols,
            String name,
            MemoryLayout answer,
            MemoryLayout... arguments) {
        return linker.downcallHandle(
                symbols.findOrThrow(name), FunctionDescriptor.of(answer, arguments));
    }

    private static MethodHandle procedure(
            Linker linker, SymbolLookup symbols, String name, MemoryLayout... arguments) {
        return linker.downcallHandle(
                symbols.findOrThrow(name), FunctionDescriptor.ofVoid(arguments));
    }
}
