package dev.roster.server.transfer;

import dev.roster.server.db.Database;
import dev.roster.server.db.IoReason;
import dev.roster.server.failure.UserErrorException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * Writes the directory as the CSV files that {@link Importer} reads, all from one state of the
 * database. Secrets are written as their hashes; mail that waits is not part of an export.
 */
public final class Exporter {
  /** Addresses of people and hashes of secrets are not for other users of the machine. */
  private static final FileAttribute<?> OWNER_READS =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private static final FileAttribute<?> OWNER_ENTERS =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private final Database database;
  private final ProgressListener progress;

  public Exporter(Database database, ProgressListener progress) {
    this.database = database;
    this.progress = progress;
  }

  /**
   * Writes all files into the folder, which is made if it is missing, and tells what an import of
   * them would refuse. A file gets its name when all are on the disk, so that an export that is cut
   * off never looks like a whole one.
   *
   * @throws ExportRefusedException if one of the files is there already; then none is written
   */
  public Exported write(Path folder) {
    for (CsvSchema schema : CsvSchema.values()) {
      Path file = folder.resolve(schema.fileName());
      // a link that leads nowhere is in the way as well
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        throw inTheWay(file);
      }
    }
    return database.inTransaction(tx -> write(folder, tx.handle().getConnection()));
  }

  private static ExportRefusedException inTheWay(Path file) {
    return new ExportRefusedException(file + " exists already; export into an empty folder.");
  }

  private Exported write(Path folder, Connection connection) {
    make(folder);
    Map<Path, Path> written = new LinkedHashMap<>();
    try {
      long rows = write(folder, connection, written);
      List<ImportProblem> refused =
          new ExportReview(connection).problems(schema -> part(folder, schema));
      publish(written);
      written.clear();
      return new Exported(rows, refused);
    } catch (SQLException failure) {
      throw new IllegalStateException("the export failed: " + failure.getMessage(), failure);
    } catch (IOException failure) {
      throw new ExportRefusedException(
          "The export to "
              + folder
              + " failed and left no file: "
              + IoReason.withFile(failure)
              + ".");
    } finally {
      written.keySet().forEach(part -> part.toFile().delete());
    }
  }

  private static void make(Path folder) {
    try {
      Files.createDirectories(folder, OWNER_ENTERS);
    } catch (FileAlreadyExistsException notAFolder) {
      throw new ExportRefusedException(notAFolder.getFile() + " is not a folder.");
    } catch (NoSuchFileException withinAnother) {
      throw new ExportRefusedException(
          "The folder " + folder + " cannot be made: its file system makes no folders there.");
    } catch (FileSystemException failure) {
      boolean itself = folder.toString().equals(failure.getFile());
      String reason = itself ? IoReason.of(failure) : IoReason.withFile(failure);
      throw new ExportRefusedException("The folder " + folder + " cannot be made: " + reason + ".");
    } catch (IOException failure) {
      throw new ExportRefusedException(
          "The folder " + folder + " cannot be made: " + IoReason.of(failure) + ".");
    }
  }

  /** Gives all files their names, or none. */
  private static void publish(Map<Path, Path> written) throws IOException {
    List<Path> published = new ArrayList<>();
    try {
      for (Map.Entry<Path, Path> file : written.entrySet()) {
        Files.move(file.getKey(), file.getValue());
        published.add(file.getValue());
      }
      published.clear();
    } catch (FileAlreadyExistsException meanwhile) {
      throw inTheWay(Path.of(meanwhile.getFile()));
    } finally {
      published.forEach(file -> file.toFile().delete());
    }
  }

  /**
   * @param written each file under its name until all are there, with its own
   */
  private long write(Path folder, Connection connection, Map<Path, Path> written)
      throws SQLException, IOException {
    long rows = 0;
    try (Statement sql = connection.createStatement()) {
      sql.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
      CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
      for (CsvSchema schema : CsvSchema.values()) {
        Path part = part(folder, schema);
        Files.deleteIfExists(part);
        Files.createFile(part, OWNER_READS);
        written.put(part, folder.resolve(schema.fileName()));
        try (FileOutputStream out = new FileOutputStream(part.toFile())) {
          long copied =
              copy.copyOut(
                  "COPY (%s) TO STDOUT (FORMAT csv, HEADER, NULL '\\N', ENCODING 'UTF8')"
                      .formatted(schema.select()),
                  out);
          out.getFD().sync();
          progress.rows(schema.fileName(), copied);
          rows += copied;
        }
      }
      return rows;
    }
  }

  private static Path part(Path folder, CsvSchema schema) {
    return folder.resolve(schema.fileName() + ".part");
  }

  /**
   * The result of an export.
   *
   * @param refused the rows that an import would refuse; at most 20 a file
   */
  public record Exported(long rows, List<ImportProblem> refused) {}

  /** The folder is none, or a file of an earlier export would be overwritten. */
  public static final class ExportRefusedException extends UserErrorException {
    private static final long serialVersionUID = 1L;

    ExportRefusedException(String message) {
      super(message);
    }
  }
}
