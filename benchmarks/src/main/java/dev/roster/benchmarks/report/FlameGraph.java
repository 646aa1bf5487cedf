package dev.roster.benchmarks.report;

import dev.roster.benchmarks.jvm.StackTree;
import java.util.List;
import java.util.Locale;

/** Sampled stacks as a flame graph: the wider a frame, the more samples had it on the stack. */
public final class FlameGraph {
  private static final int WIDTH = 1200;
  private static final int ROW = 16;
  private static final int TOP = 30;

  /** Narrower frames cannot be pointed at, and there are thousands. */
  private static final double LEAST = 3;

  private static final double LETTER = 6.2;

  private final SvgDocument svg;
  private final StackTree tree;
  private final double scale;

  private FlameGraph(StackTree tree, String title) {
    this.tree = tree;
    this.scale = WIDTH / (double) Math.max(1, tree.samples());
    this.svg =
        new SvgDocument(
            title,
            "Flame graph of "
                + tree.samples()
                + " samples of running threads. Callers are above what they call. Point at a frame"
                + " for its name and share.");
  }

  /** Draws a tree. */
  public static String render(StackTree tree, String title) {
    FlameGraph graph = new FlameGraph(tree, title);
    graph.svg.text(0, 18, "strong", "start", title + ", " + tree.samples() + " samples");
    int deepest = graph.draw(tree, 0, 0);
    return graph.svg.render(WIDTH, TOP + (deepest + 1) * ROW);
  }

  /** Returns the depth of the deepest frame that is wide enough to be seen. */
  private int draw(StackTree node, double x, int depth) {
    frame(node, x, depth);
    int deepest = depth;
    double left = x;
    for (StackTree callee : node.callees()) {
      double width = callee.samples() * scale;
      if (width >= LEAST) {
        deepest = Math.max(deepest, draw(callee, left, depth + 1));
      }
      left += width;
    }
    return deepest;
  }

  private void frame(StackTree node, double x, int depth) {
    double width = node.samples() * scale;
    double y = TOP + depth * ROW;
    double share = 100.0 * node.samples() / Math.max(1, tree.samples());
    svg.add(
        "<g><title>%s</title><rect x='%.1f' y='%.1f' width='%.1f' height='%d'"
            + " fill='%s'/>%s</g>",
        SvgDocument.escape(String.format(Locale.ROOT, "%s: %.1f %%", node.frame(), share)),
        x,
        y,
        width - 0.5,
        ROW - 1,
        color(node.frame()),
        label(node.frame(), x, y, width));
  }

  private static String label(String frame, double x, double y, double width) {
    int letters = (int) (width / LETTER);
    if (letters < 4) {
      return "";
    }
    String name = shortened(frame);
    String text = name.length() <= letters ? name : name.substring(0, letters - 1) + "…";
    return String.format(
        Locale.ROOT,
        "<text x='%.1f' y='%.1f' class='frame'>%s</text>",
        x + 2,
        y + 11,
        SvgDocument.escape(text));
  }

  /** Class and method, without the package. */
  private static String shortened(String frame) {
    List<String> parts = List.of(frame.split("\\."));
    int size = parts.size();
    return size < 2 ? frame : parts.get(size - 2) + "." + parts.get(size - 1);
  }

  /** One hue for each group of packages, so that layers are seen. */
  private static String color(String frame) {
    String group =
        String.join(
            ".", List.of(frame.split("\\.")).subList(0, Math.min(2, frame.split("\\.").length)));
    return "hsl(%d 70%% 72%%)".formatted(Math.floorMod(group.hashCode() * 31, 360));
  }
}
