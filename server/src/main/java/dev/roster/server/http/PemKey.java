package dev.roster.server.http;

import dev.roster.server.failure.MalformedException;
import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a private key from PEM: PKCS #8 ({@code PRIVATE KEY}), PKCS #1 ({@code RSA PRIVATE KEY})
 * and SEC 1 ({@code EC PRIVATE KEY}), as the tools of certificate authorities write them.
 */
final class PemKey {
  private static final Pattern BLOCK =
      Pattern.compile(
          "-----BEGIN ((?:RSA |EC |ENCRYPTED )?PRIVATE KEY)-----([^-]*)-----END \\1-----");

  private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA", "RSASSA-PSS");

  /** The algorithm identifier rsaEncryption with its NULL (RFC 8017, A.1). */
  private static final byte[] OF_RSA = HexFormat.of().parseHex("300d06092a864886f70d0101010500");

  /** The object identifier id-ecPublicKey (RFC 5480, 2.1.1). */
  private static final byte[] OF_EC = HexFormat.of().parseHex("06072a8648ce3d0201");

  private static final byte[] VERSION_0 = {2, 1, 0};
  private static final int SEQUENCE = 0x30;
  private static final int OCTETS = 0x04;

  /** The curve of a key in SEC 1 (RFC 5915, 3). */
  private static final int PARAMETERS = 0xa0;

  private PemKey() {}

  /**
   * The first private key of a text.
   *
   * @throws MalformedException if it holds none, an encrypted one or one of an unknown kind
   */
  static PrivateKey parse(String pem) {
    Matcher block = BLOCK.matcher(pem);
    if (!block.find()) {
      throw new MalformedException("it holds no private key (-----BEGIN PRIVATE KEY-----)");
    }
    String kind = block.group(1);
    if (kind.startsWith("ENCRYPTED") || block.group(2).contains("ENCRYPTED")) {
      throw new MalformedException(
          "the key is encrypted: decrypt it, for example with openssl pkey, and protect the file");
    }
    try {
      byte[] der = Base64.getMimeDecoder().decode(block.group(2));
      return switch (kind) {
        case "RSA PRIVATE KEY" -> ofPkcs8(pkcs8(OF_RSA, der));
        case "EC PRIVATE KEY" -> ofPkcs8(pkcs8(sequence(OF_EC, curve(der)), der));
        default -> ofPkcs8(der);
      };
    } catch (ArithmeticException | BufferUnderflowException | IllegalArgumentException broken) {
      throw unreadable();
    }
  }

  private static MalformedException unreadable() {
    return new MalformedException("the key cannot be read");
  }

  private static PrivateKey ofPkcs8(byte[] der) {
    for (String algorithm : ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
      } catch (GeneralSecurityException other) {
        // an algorithm refuses the keys of others
        continue;
      }
    }
    throw new MalformedException("the key is none of RSA, EC or EdDSA, or cannot be read");
  }

  private static byte[] pkcs8(byte[] algorithm, byte[] key) {
    return sequence(VERSION_0, algorithm, element(OCTETS, key));
  }

  /** The identifier of the curve, which stands behind the version and the key. */
  private static byte[] curve(byte[] sec1) {
    ByteBuffer key = content(ByteBuffer.wrap(sec1), SEQUENCE);
    while (key.hasRemaining()) {
      int tag = key.get(key.position()) & 0xff;
      ByteBuffer value = content(key, tag);
      if (tag == PARAMETERS) {
        byte[] curve = new byte[value.remaining()];
        value.get(curve);
        return curve;
      }
    }
    throw new MalformedException("the key does not name its curve: convert it with openssl pkey");
  }

  /** The content of the next element, which is passed. */
  private static ByteBuffer content(ByteBuffer der, int tag) {
    if ((der.get() & 0xff) != tag) {
      throw unreadable();
    }
    int length = der.get() & 0xff;
    if (length > 0x80) {
      int bytes = length - 0x80;
      length = 0;
      for (int i = 0; i < bytes; i++) {
        length = Math.addExact(Math.multiplyExact(length, 0x100), der.get() & 0xff);
      }
    }
    if (length > der.remaining()) {
      throw unreadable();
    }
    ByteBuffer content = der.slice(der.position(), length);
    der.position(der.position() + length);
    return content;
  }

  private static byte[] sequence(byte[]... elements) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    List.of(elements).forEach(all::writeBytes);
    return element(SEQUENCE, all.toByteArray());
  }

  private static byte[] element(int tag, byte[] content) {
    ByteArrayOutputStream der = new ByteArrayOutputStream();
    der.write(tag);
    if (content.length < 0x80) {
      der.write(content.length);
    } else {
      der.write(0x82);
      der.write(content.length >> 8);
      der.write(content.length);
    }
    der.writeBytes(content);
    return der.toByteArray();
  }
}
