package dev.roster.server.db;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The reason why a file cannot be used, in words for a person and without the name of a class. */
public final class IoReason {
  /**
   * The form in which {@code java.io} gives the reason of the operating system, behind the path.
   */
  private static final Pattern IN_BRACKETS = Pattern.compile("\\(([^()]+)\\)$");

  /** Some exceptions of the JDK have no message but the name of their class or of their cause. */
  private static final Pattern CLASS_NAME =
      Pattern.compile("(?:[a-z][a-z0-9]*\\.)+[A-Z]\\w*(?:Exception|Error)(?:: )?");

  private IoReason() {}

  /** The reason alone, for a sentence that names the file. */
  public static String of(IOException failure) {
    return switch (failure) {
      case AccessDeniedException _ -> "permission denied";
      case NoSuchFileException _ -> "there is no such file";
      case FileAlreadyExistsException _ -> "it exists already";
      case NotDirectoryException _ -> "it is not a folder";
      case DirectoryNotEmptyException _ -> "it is not empty";
      case FileSystemException known when known.getReason() == null -> "it cannot be used";
      case FileSystemException known -> String.valueOf(known.getReason());
      case FileNotFoundException known -> inBrackets(known);
      default -> plain(failure.getMessage());
    };
  }

  /** The file that the failure names, if it names one, and the reason. */
  public static String withFile(IOException failure) {
    return failure instanceof FileSystemException known && known.getFile() != null
        ? known.getFile() + ": " + of(failure)
        : of(failure);
  }

  /** The message that was written for a person, or else the file and the reason. */
  public static String of(UncheckedIOException failure) {
    IOException cause = Objects.requireNonNull(failure.getCause());
    @Nullable String message = failure.getMessage();
    return message == null || message.equals(cause.toString()) ? withFile(cause) : plain(message);
  }

  private static String inBrackets(FileNotFoundException failure) {
    String message = plain(failure.getMessage());
    Matcher reason = IN_BRACKETS.matcher(message);
    return reason.find() ? reason.group(1) : message;
  }

  private static String plain(@Nullable String message) {
    String line = String.valueOf(message).lines().findFirst().orElse("");
    String words = CLASS_NAME.matcher(line).replaceAll("").strip();
    return message == null || words.isEmpty() ? "it cannot be read or written" : words;
  }
}
