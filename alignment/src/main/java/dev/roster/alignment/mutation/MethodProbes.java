package dev.roster.alignment.mutation;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Notes which methods of a program are entered. Not part of the API: public, since the classes of
 * the program call it.
 */
public final class MethodProbes {
  private static final int MOST = 1 << 16;

  /** Without a lock, since methods are only added to what is taken: a race loses nothing else. */
  private static final boolean[] ENTERED = new boolean[MOST];

  private static final List<String> NAMES = new ArrayList<>();

  private MethodProbes() {}

  /** Notes that a method was entered. */
  public static void enter(int method) {
    ENTERED[method] = true;
  }

  /** The name of a method, as {@link #take} tells it. */
  static String name(String internalClass, String method, String descriptor) {
    return internalClass.replace('/', '.') + "." + method + descriptor;
  }

  /** The methods that were entered since they were taken the last time. */
  static synchronized Set<String> take() {
    Set<String> entered = new TreeSet<>();
    for (int i = 0; i < NAMES.size(); i++) {
      if (ENTERED[i]) {
        ENTERED[i] = false;
        entered.add(NAMES.get(i));
      }
    }
    return entered;
  }

  /** The same class, whose methods note that they are entered. */
  static byte[] in(byte[] classFile) {
    ClassReader reader = new ClassReader(classFile);
    ClassWriter writer = new ClassWriter(reader, 0);
    reader.accept(new Probing(writer, reader.getClassName()), 0);
    return writer.toByteArray();
  }

  private static synchronized int add(String name) {
    if (NAMES.size() == MOST) {
      throw new IllegalStateException("more than " + MOST + " methods");
    }
    NAMES.add(name);
    return NAMES.size() - 1;
  }

  private static final class Probing extends ClassVisitor {
    private final String className;

    Probing(ClassVisitor next, String className) {
      super(Opcodes.ASM9, next);
      this.className = className;
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
      return new Probe(next, name(className, name, descriptor));
    }
  }

  private static final class Probe extends MethodVisitor {
    private final String name;

    Probe(MethodVisitor next, String name) {
      super(Opcodes.ASM9, next);
      this.name = name;
    }

    @Override
    public void visitCode() {
      super.visitCode();
      super.visitLdcInsn(add(name));
      super.visitMethodInsn(
          Opcodes.INVOKESTATIC, Type.getInternalName(MethodProbes.class), "enter", "(I)V", false);
    }

    @Override
    public void visitMaxs(int maxStack, int maxLocals) {
      super.visitMaxs(Math.max(maxStack, 1), maxLocals);
    }
  }
}
