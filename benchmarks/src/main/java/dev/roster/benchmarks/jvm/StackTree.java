package dev.roster.benchmarks.jvm;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;

/** Sampled stacks, merged from the outermost frame on. Not thread-safe. */
public final class StackTree {
  /** The number of a hidden class, such as that of a lambda. */
  private static final Pattern HIDDEN = Pattern.compile("[/.]0x[0-9a-f]+");

  private final String frame;
  private final Map<String, StackTree> callees = new TreeMap<>();
  private long samples;

  private StackTree(String frame) {
    this.frame = frame;
  }

  /** A tree without a sample. */
  public static StackTree empty() {
    return new StackTree("all");
  }

  /** The execution samples of a recording. */
  public static StackTree read(Path recording) throws IOException {
    StackTree tree = empty();
    try (RecordingFile file = new RecordingFile(recording)) {
      while (file.hasMoreEvents()) {
        RecordedEvent event = file.readEvent();
        RecordedStackTrace stack = event.getStackTrace();
        if (event.getEventType().getName().equals("jdk.ExecutionSample") && stack != null) {
          tree.add(stack.getFrames().reversed().stream().map(StackTree::name).toList());
        }
      }
    }
    return tree;
  }

  private static String name(RecordedFrame frame) {
    String type = HIDDEN.matcher(frame.getMethod().getType().getName()).replaceAll("");
    return type + "." + frame.getMethod().getName();
  }

  /** Adds a sample, whose frames begin with the outermost. */
  public void add(List<String> frames) {
    StackTree node = this;
    node.samples++;
    for (String name : frames) {
      node = node.callees.computeIfAbsent(name, StackTree::new);
      node.samples++;
    }
  }

  /** The name of the method. */
  public String frame() {
    return frame;
  }

  /** The number of samples in which the frame was on the stack here. */
  public long samples() {
    return samples;
  }

  /** The frames that this one called, by name. */
  public Collection<StackTree> callees() {
    return callees.values();
  }

  /** The number of frames of the deepest stack. */
  public int depth() {
    return 1 + callees.values().stream().mapToInt(StackTree::depth).max().orElse(0);
  }
}
