package dev.roster.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeModel;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.MonitorInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.reflect.AccessFlag;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The state that threads may share, as compiled classes show it. A class has such state if one of
 * its fields is volatile, static and not final, a thread, or of java.util.concurrent, or if it has
 * a synchronized method or block. All its fields that may change, and its synchronized methods, are
 * the members of the state. Nested classes belong to the outermost one.
 */
final class SharedState {
  /** Of java.util.concurrent, and no state. */
  private static final Pattern NO_STATE =
      Pattern.compile("Callable|TimeUnit|Flow\\$.*|\\w*Exception");

  private static final Pattern CONCURRENT =
      Pattern.compile("java/util/concurrent/(?:\\w+/)?([\\w$]+)");
  private static final Pattern COLLECTION =
      Pattern.compile("[\\w/$]*(?:Map|Set|List|Queue|Deque|Stack|Vector|BitSet|Builder)");
  private static final Pattern LAMBDA = Pattern.compile("lambda\\$(\\w+)\\$\\d+");

  private final SortedSet<String> members = new TreeSet<>();
  private boolean shared;

  private SharedState() {}

  /**
   * The members of the state of each outermost class that has one.
   *
   * @param promised the classes that say that they are safe for use by many threads: any field that
   *     may change is shared
   */
  static SortedMap<String, SortedSet<String>> in(List<Path> files, SortedSet<String> promised) {
    SortedMap<String, SharedState> all = new TreeMap<>();
    for (Path file : files) {
      ClassModel type = parse(file);
      String[] names = type.thisClass().asInternalName().replace('/', '.').split("\\$", 2);
      all.computeIfAbsent(names[0], _ -> new SharedState())
          .add(names.length == 1 ? "" : names[1].replace('$', '.') + ".", type);
    }
    SortedMap<String, SortedSet<String>> found = new TreeMap<>();
    all.forEach((name, state) -> {
      if (state.shared || promised.contains(name) && !state.members.isEmpty()) {
        found.put(name, state.members);
      }
    });
    return found;
  }

  /** The class files below a folder. */
  static List<Path> files(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(file -> file.toString().endsWith(".class")).sorted().toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static ClassModel parse(Path file) {
    try {
      return ClassFile.of().parse(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void add(String prefix, ClassModel type) {
    for (FieldModel field : type.fields()) {
      add(prefix, field);
    }
    for (MethodModel method : type.methods()) {
      add(prefix, method);
    }
  }

  private void add(String prefix, FieldModel field) {
    if (field.flags().has(AccessFlag.SYNTHETIC)) {
      return;
    }
    boolean changes = !field.flags().has(AccessFlag.FINAL);
    boolean mark =
        field.flags().has(AccessFlag.VOLATILE)
            || changes && field.flags().has(AccessFlag.STATIC)
            || isConcurrent(field.fieldType().stringValue());
    if (mark || changes) {
      members.add(prefix + field.fieldName());
    }
    shared |= mark;
  }

  private void add(String prefix, MethodModel method) {
    String name = method.methodName().stringValue();
    boolean locked = method.flags().has(AccessFlag.SYNCHRONIZED);
    if (method.code().isPresent()) {
      CodeModel code = method.code().get();
      locked |= code.elementStream().anyMatch(MonitorInstruction.class::isInstance);
      if (name.equals("<init>") || name.equals("<clinit>")) {
        addAssigned(prefix, code);
      }
    }
    if (locked) {
      Matcher lambda = LAMBDA.matcher(name);
      members.add(prefix + (lambda.matches() ? lambda.group(1) : name) + "()");
      shared = true;
    }
  }

  /** Fields whose types do not say what they hold, by the class of what is assigned to them. */
  private void addAssigned(String prefix, CodeModel code) {
    boolean concurrent = false;
    boolean collection = false;
    for (var each : code) {
      switch (each) {
        case NewObjectInstruction made -> {
          String type = made.className().asInternalName();
          concurrent |= isConcurrent("L" + type + ";");
          collection |= COLLECTION.matcher(type).matches();
        }
        case InvokeInstruction call -> {
          String owner = call.owner().asInternalName();
          concurrent |=
              owner.equals("java/util/concurrent/ConcurrentHashMap")
                  || owner.equals("java/util/Collections")
                      && call.name().stringValue().startsWith("synchronized");
        }
        case FieldInstruction field -> {
          boolean assigns = field.opcode().name().startsWith("PUT");
          if (assigns && (concurrent || collection && !field.opcode().name().equals("PUTSTATIC"))) {
            members.add(prefix + field.name());
            shared |= concurrent;
          }
          if (assigns) {
            concurrent = false;
            collection = false;
          }
        }
        default -> {}
      }
    }
  }

  private static boolean isConcurrent(String descriptor) {
    String type = descriptor.replaceAll("^\\[*L|;$", "");
    Matcher concurrent = CONCURRENT.matcher(type);
    return type.equals("java/lang/Thread")
        || concurrent.matches() && !NO_STATE.matcher(concurrent.group(1)).matches();
  }
}
