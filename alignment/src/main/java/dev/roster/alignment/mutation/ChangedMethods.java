package dev.roster.alignment.mutation;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * The parts of a class file, each written for itself, so that two files of one source can be
 * compared: what stands around the methods, and each method.
 */
final class ChangedMethods extends ClassVisitor {
  private static final int NEITHER = ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES;

  /** Such methods are called by those of their own class, which has changed, too, or by name. */
  private static final int CALLED_WITHIN =
      Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC;

  private static final String INITIALIZER = "<clinit>";

  private final ClassWriter around;
  private final Map<String, byte[]> methods = new HashMap<>();
  private final Set<String> calledWithin = new HashSet<>();
  private String className = "";

  private ChangedMethods(ClassWriter around) {
    super(Opcodes.ASM9, around);
    this.around = around;
  }

  /**
   * The names of the methods that differ, as {@link MethodProbes} writes them; empty if what was
   * changed is more than methods, so that the tests that see it cannot be told by these.
   */
  static Optional<Set<String>> between(byte[] before, byte[] after) {
    ChangedMethods first = partsOf(before);
    ChangedMethods second = partsOf(after);
    Set<String> names = new HashSet<>(first.methods.keySet());
    names.addAll(second.methods.keySet());
    names.removeIf(name -> Arrays.equals(first.methods.get(name), second.methods.get(name)));
    boolean known =
        Arrays.equals(first.around.toByteArray(), second.around.toByteArray())
            && names.stream().allMatch(name -> first.tells(name, second));
    return known ? Optional.of(names) : Optional.empty();
  }

  /**
   * Reports whether the tests that see a change of the method are those that enter it: not if it
   * makes values that others read, nor if there was none before, or is none any more, and another
   * one takes its place.
   */
  private boolean tells(String name, ChangedMethods other) {
    return !name.contains("." + INITIALIZER + "(")
        && (methods.containsKey(name) && other.methods.containsKey(name)
            || calledWithin.contains(name)
            || other.calledWithin.contains(name));
  }

  private static ChangedMethods partsOf(byte[] classFile) {
    ChangedMethods parts = new ChangedMethods(new ClassWriter(0));
    new ClassReader(classFile).accept(parts, NEITHER);
    return parts;
  }

  @Override
  public void visit(
      int version,
      int access,
      String name,
      String signature,
      String superName,
      String[] interfaces) {
    className = name;
    super.visit(Opcodes.V17, access, name, signature, superName, interfaces);
  }

  /** Without the value of a constant, which stands in the methods that use it. */
  @Override
  public FieldVisitor visitField(
      int access, String name, String descriptor, String signature, Object value) {
    return super.visitField(access, name, descriptor, signature, null);
  }

  @Override
  public MethodVisitor visitMethod(
      int access, String name, String descriptor, String signature, String[] exceptions) {
    ClassWriter alone = new ClassWriter(0);
    alone.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, className, null, "java/lang/Object", null);
    String full = MethodProbes.name(className, name, descriptor);
    if ((access & CALLED_WITHIN) != 0) {
      calledWithin.add(full);
    }
    return new MethodVisitor(
        Opcodes.ASM9, alone.visitMethod(access, name, descriptor, signature, exceptions)) {
      @Override
      public void visitEnd() {
        super.visitEnd();
        methods.put(full, alone.toByteArray());
      }
    };
  }

  // of what a class names besides, the methods that use it tell

  @Override
  public void visitInnerClass(String name, String outerName, String innerName, int access) {}

  @Override
  public void visitNestMember(String nestMember) {}

  @Override
  public void visitNestHost(String nestHost) {}

  @Override
  public void visitOuterClass(String owner, String name, String descriptor) {}
}
