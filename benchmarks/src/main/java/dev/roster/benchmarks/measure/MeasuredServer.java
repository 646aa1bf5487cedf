package dev.roster.benchmarks.measure;

import java.net.InetSocketAddress;
import java.net.URI;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A running server.
 *
 * @param url of its root
 * @param pid of the process whose tree counts as the server
 */
public record MeasuredServer(String name, URI url, long pid) {
  /** The address that listens. */
  public InetSocketAddress address() {
    return new InetSocketAddress(url.getHost(), url.getPort());
  }

  /** Reads {@code NAME=URL=PID}. */
  public static final class Converter implements ITypeConverter<MeasuredServer> {
    @Override
    public MeasuredServer convert(String value) {
      int first = value.indexOf('=');
      int last = value.lastIndexOf('=');
      if (first < 1 || last == first) {
        throw new TypeConversionException("'" + value + "' is not NAME=URL=PID");
      }
      try {
        return new MeasuredServer(
            value.substring(0, first),
            URI.create(value.substring(first + 1, last)),
            Long.parseLong(value.substring(last + 1)));
      } catch (IllegalArgumentException malformed) {
        throw new TypeConversionException("'" + value + "' is not NAME=URL=PID");
      }
    }
  }
}
