package dev.roster.release;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Verifies detached signatures. */
interface Signatures {
  /** Returns what is wrong with the signature of a file, empty if it is good. */
  Optional<String> problem(Path file, Path signature) throws IOException;
}
