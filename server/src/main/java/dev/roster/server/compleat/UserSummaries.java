package dev.roster.server.compleat;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import dev.roster.compleat.model.UserSummary;
import dev.roster.server.directory.TenantUser;
import dev.roster.server.http.ChunkedBytes;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.AbstractList;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import java.util.stream.Collector;

/**
 * Users of a list, each of which became JSON when it was read: that takes less memory than the
 * users would. They can be counted and, once, be written.
 */
final class UserSummaries extends AbstractList<UserSummary> {
  private final ChunkedBytes json;
  private final int count;

  private UserSummaries(ChunkedBytes json, int count) {
    this.json = json;
    this.count = count;
  }

  /**
   * Writes users as they come.
   *
   * @param memory of one response, which takes bytes before they are needed
   */
  static Collector<TenantUser, ?, UserSummaries> within(
      Supplier<LongConsumer> memory, ObjectMapper json) {
    return Collector.of(
        () -> new Writing(memory.get(), json), Writing::add, Writing::refuse, Writing::end);
  }

  @Override
  public int size() {
    return count;
  }

  @Override
  public UserSummary get(int index) {
    throw new UnsupportedOperationException("the users are JSON already");
  }

  /** The users that are being read. */
  private static final class Writing {
    private final ChunkedBytes bytes;
    private final SequenceWriter users;
    private int count;

    Writing(LongConsumer memory, ObjectMapper json) {
      this.bytes = new ChunkedBytes(memory);
      try {
        this.users =
            json.writer()
                .without(SerializationFeature.FLUSH_AFTER_WRITE_VALUE)
                .writeValuesAsArray(bytes);
      } catch (IOException impossible) {
        throw new UncheckedIOException(impossible);
      }
    }

    void add(TenantUser user) {
      try {
        users.write(TenantUserMapper.summary(user));
        count++;
      } catch (IOException impossible) {
        throw new UncheckedIOException(impossible);
      }
    }

    Writing refuse(Writing other) {
      throw new UnsupportedOperationException("rows come one after the other");
    }

    UserSummaries end() {
      try {
        users.close();
        return new UserSummaries(bytes, count);
      } catch (IOException impossible) {
        throw new UncheckedIOException(impossible);
      }
    }
  }

  /** Writes the JSON as it is. */
  static final class Serializer extends StdSerializer<UserSummaries> {
    private static final long serialVersionUID = 1L;

    Serializer() {
      super(UserSummaries.class);
    }

    @Override
    public void serialize(UserSummaries users, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeRawValue("");
      out.flush();
      users.json.moveTo((OutputStream) out.getOutputTarget());
    }
  }
}
