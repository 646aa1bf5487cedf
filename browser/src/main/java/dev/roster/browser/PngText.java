package dev.roster.browser;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/** A text in a PNG, in a compressed {@code iTXt} chunk (W3C PNG, 11.3.3.4) right after the head. */
final class PngText {
  private static final int SIGNATURE = 8;
  private static final int TYPE = 4;

  /** Length, type and checksum of a chunk. */
  private static final int FRAME = 12;

  private static final byte[] KIND = "iTXt".getBytes(StandardCharsets.US_ASCII);

  /** After the keyword: its end, compressed, by zlib, and neither a language nor a translation. */
  private static final byte[] COMPRESSED = {0, 1, 0, 0, 0};

  private final byte[] keyword;

  /**
   * @param keyword the name of the text, of 1 to 79 letters of ASCII
   */
  PngText(String keyword) {
    this.keyword = keyword.getBytes(StandardCharsets.US_ASCII);
  }

  /** The picture with a text, which has none of this name yet. */
  byte[] in(byte[] png, String text) {
    int head = SIGNATURE + FRAME + ByteBuffer.wrap(png).getInt(SIGNATURE);
    byte[] data = data(text);
    CRC32 checksum = new CRC32();
    checksum.update(KIND);
    checksum.update(data);
    return ByteBuffer.allocate(png.length + FRAME + data.length)
        .put(png, 0, head)
        .putInt(data.length)
        .put(KIND)
        .put(data)
        .putInt((int) checksum.getValue())
        .put(png, head, png.length - head)
        .array();
  }

  private byte[] data(String text) {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    data.writeBytes(keyword);
    data.writeBytes(COMPRESSED);
    try (DeflaterOutputStream compressing = new DeflaterOutputStream(data)) {
      compressing.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return data.toByteArray();
  }

  /** The text in a picture; empty if it has none of this name. */
  Optional<String> of(byte[] png) throws IOException {
    byte[] before =
        ByteBuffer.allocate(keyword.length + COMPRESSED.length)
            .put(keyword)
            .put(COMPRESSED)
            .array();
    ByteBuffer left = ByteBuffer.wrap(png).position(SIGNATURE);
    while (left.hasRemaining()) {
      byte[] data = new byte[left.getInt()];
      byte[] kind = new byte[TYPE];
      left.get(kind).get(data).getInt();
      if (Arrays.equals(kind, KIND)
          && data.length > before.length
          && Arrays.equals(before, 0, before.length, data, 0, before.length)) {
        byte[] compressed = Arrays.copyOfRange(data, before.length, data.length);
        try (InflaterInputStream text =
            new InflaterInputStream(new ByteArrayInputStream(compressed))) {
          return Optional.of(new String(text.readAllBytes(), StandardCharsets.UTF_8));
        }
      }
    }
    return Optional.empty();
  }
}
