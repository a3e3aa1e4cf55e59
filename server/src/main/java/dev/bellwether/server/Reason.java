package dev.bellwether.server;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/// Why a file could not be had, in an operator's words.
final class Reason {
    private Reason() {}

    static String of(IOException error) {
        return switch (error) {
            case NoSuchFileException _ -> "there is no such file or directory";
            case AccessDeniedException _ -> "permission denied";
            case NotDirectoryException _ -> "it is not a directory";
            case FileSystemException e when e.getReason() != null -> e.getReason();
            case IOException e when e.getMessage() != null -> e.getMessage();
            case IOException e -> e.getClass().getSimpleName();
        };
    }
}
