package dev.roster.release;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.classfile.AccessFlags;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.ConstantValueAttribute;
import java.lang.classfile.attribute.ExceptionsAttribute;
import java.lang.classfile.attribute.InnerClassesAttribute;
import java.lang.classfile.attribute.PermittedSubclassesAttribute;
import java.lang.classfile.attribute.SignatureAttribute;
import java.lang.reflect.AccessFlag;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The API of a module as a small jar: its classes with what others can see of them, and without
 * code. The same classes make the same jar.
 */
final class ApiJar {
  private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);
  private static final String END = ".class";
  private static final ClassFile CLASS_FILE =
      ClassFile.of(
          ClassFile.DebugElementsOption.DROP_DEBUG,
          ClassFile.StackMapsOption.DROP_STACK_MAPS,
          ClassFile.ConstantPoolSharingOption.NEW_POOL);

  private ApiJar() {}

  /**
   * Writes the API of compiled classes: of the packages that {@code module-info} exports to all, if
   * there is one.
   *
   * @param classes the folder of the compiler
   * @param isApi whether a package with this name belongs to the API
   */
  static void write(Path classes, Predicate<String> isApi, Path jar) throws IOException {
    Optional<Set<String>> exported = exported(classes);
    Files.createDirectories(jar.toAbsolutePath().getParent());
    try (OutputStream out = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(out);
        Stream<Path> all = Files.walk(classes)) {
      for (Path file : all.filter(each -> each.toString().endsWith(END)).sorted().toList()) {
        String name = classes.relativize(file).toString().replace('\\', '/');
        int slash = name.lastIndexOf('/');
        String packageName = slash < 0 ? "" : name.substring(0, slash).replace('/', '.');
        if (slash >= 0
            && isApi.test(packageName)
            && exported.map(names -> names.contains(packageName)).orElse(true)) {
          ClassModel model = CLASS_FILE.parse(file);
          if (model.findAttribute(Attributes.enclosingMethod()).isEmpty()) {
            ZipEntry entry = new ZipEntry(name);
            entry.setTimeLocal(TIME);
            zip.putNextEntry(entry);
            zip.write(visible(model));
            zip.closeEntry();
          }
        }
      }
    }
  }

  private static Optional<Set<String>> exported(Path classes) throws IOException {
    Path info = classes.resolve("module-info.class");
    if (!Files.exists(info)) {
      return Optional.empty();
    }
    return CLASS_FILE
        .parse(info)
        .findAttribute(Attributes.module())
        .map(module ->
            module.exports().stream()
                .filter(each -> each.exportsTo().isEmpty())
                .map(each -> each.exportedPackage().asSymbol().name())
                .collect(Collectors.toSet()));
  }

  private static byte[] visible(ClassModel model) {
    return CLASS_FILE.build(
        model.thisClass().asSymbol(),
        builder -> {
          builder.withVersion(model.majorVersion(), model.minorVersion());
          builder.withFlags(model.flags().flagsMask());
          model.superclass().ifPresent(builder::withSuperclass);
          builder.withInterfaces(List.copyOf(model.interfaces()));
          for (ClassElement element : model) {
            switch (element) {
              case MethodModel method when isVisible(method.flags()) ->
                  builder.withMethod(
                      method.methodName(),
                      method.methodType(),
                      method.flags().flagsMask(),
                      made -> {
                        for (var each : method) {
                          if (each instanceof SignatureAttribute signature) {
                            made.with(signature);
                          } else if (each instanceof ExceptionsAttribute exceptions) {
                            made.with(exceptions);
                          }
                        }
                      });
              case FieldModel field when isVisible(field.flags()) ->
                  builder.withField(
                      field.fieldName(),
                      field.fieldType(),
                      made -> {
                        made.withFlags(field.flags().flagsMask());
                        for (var each : field) {
                          if (each instanceof SignatureAttribute signature) {
                            made.with(signature);
                          } else if (each instanceof ConstantValueAttribute constant) {
                            made.with(constant);
                          }
                        }
                      });
              case SignatureAttribute signature -> builder.with(signature);
              case InnerClassesAttribute inner -> builder.with(inner);
              case PermittedSubclassesAttribute permitted -> builder.with(permitted);
              default -> {
                // nobody outside depends on it
              }
            }
          }
        });
  }

  private static boolean isVisible(AccessFlags flags) {
    return (flags.has(AccessFlag.PUBLIC) || flags.has(AccessFlag.PROTECTED))
        && !flags.has(AccessFlag.SYNTHETIC);
  }
}
