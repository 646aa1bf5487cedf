package dev.roster.server.cli;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi.Text;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The help of a command. Its lines break at blanks only, where picocli also breaks names such as
 * {@code docs/command.md}, and a list of commands has a summary of each.
 */
public final class CommandHelp extends Help {
  private static final int INDENT = 2;

  /** The help of a command in these colours. */
  public CommandHelp(CommandSpec command, ColorScheme colours) {
    super(command, colours);
  }

  private int width() {
    return commandSpec().usageMessage().width();
  }

  @Override
  public String description(Object... unused) {
    TextTable table = oneColumn(0);
    for (String line : commandSpec().usageMessage().description()) {
      for (Text each : text(line.replace("%n", "\n").replace("%%", "%")).splitLines()) {
        table.addRowValues(each);
      }
    }
    return table.toString();
  }

  @Override
  public TextTable createTextTable(Map<?, ?> rows) {
    TextTable table = pairs(rows.keySet().stream().mapToInt(key -> key.toString().length()));
    rows.forEach((key, value) -> table.addRowValues(text(key.toString()), text(value.toString())));
    return table;
  }

  @Override
  public String commandList(Map<String, Help> commands) {
    TextTable table = pairs(commands.keySet().stream().mapToInt(String::length));
    commands
        .values()
        .forEach(each ->
            table.addRowValues(each.commandNamesText(", "), text(Summary.of(each.commandSpec()))));
    return table.toString();
  }

  @Override
  protected String insertSynopsisCommandName(int headingLength, Text details) {
    String name = commandSpec().qualifiedName();
    TextTable table = oneColumn(Math.min(headingLength + name.length() + 1, width() / 2));
    table.addRowValues(
        text(" ".repeat(headingLength)).concat(colorScheme().commandText(name)).concat(details));
    return table.toString().substring(headingLength);
  }

  @Override
  public Layout createDefaultLayout() {
    return createDefaultLayout(
        commandSpec().options(), commandSpec().positionalParameters(), colorScheme());
  }

  @Override
  public Layout createDefaultLayout(
      List<OptionSpec> options, List<PositionalParamSpec> positionals, ColorScheme colours) {
    Column[] columns =
        super.createDefaultLayout(options, positionals, colours).textTable().columns();
    return new Layout(
        colours,
        new BlankTable(colours, columns),
        createDefaultOptionRenderer(),
        createDefaultParameterRenderer());
  }

  private Text text(String plain) {
    return ansi().new Text(plain, colorScheme());
  }

  private TextTable oneColumn(int indentOfFurtherLines) {
    TextTable table = new BlankTable(colorScheme(), new Column(width(), 0, Overflow.WRAP));
    table.indentWrappedLines = indentOfFurtherLines;
    return table;
  }

  /** Names with what is said of them; each line of that begins at the same column. */
  private TextTable pairs(IntStream lengthsOfNames) {
    int names = INDENT + lengthsOfNames.max().orElse(0);
    TextTable table =
        new BlankTable(
            colorScheme(),
            new Column(names, INDENT, Overflow.SPAN),
            new Column(width() - names, INDENT, Overflow.WRAP));
    table.indentWrappedLines = 0;
    return table;
  }

  /** A table that breaks the lines of its cells at blanks only. */
  private static final class BlankTable extends TextTable {
    BlankTable(ColorScheme colours, Column... columns) {
      super(colours, columns);
    }

    @Override
    public Cell putValue(int row, int col, Text value) {
      Column column = columns()[col];
      if (column.overflow != Overflow.WRAP || value == null) {
        return super.putValue(row, col, value);
      }
      int indent = column.indent;
      try {
        Text rest = value;
        while (true) {
          String text = rest.plainString();
          int end = end(text, column.width - column.indent);
          Cell cell = super.putValue(rowCount() - 1, col, rest.substring(0, end));
          rest = rest.substring(end + blanks(text, end));
          if (rest.plainString().isEmpty()) {
            return cell;
          }
          column.indent = indent + indentWrappedLines;
          addEmptyRow();
        }
      } finally {
        column.indent = indent;
      }
    }

    /** The end of the words that fit; a word that is longer than a line is broken by picocli. */
    private static int end(String text, int room) {
      if (text.length() <= room) {
        return text.length();
      }
      int blank = text.lastIndexOf(' ', room);
      if (blank > 0 && !text.substring(0, blank).isBlank()) {
        return blank;
      }
      int next = text.indexOf(' ', room);
      return next < 0 ? text.length() : next;
    }

    private static int blanks(String text, int from) {
      return text.substring(from).length() - text.substring(from).stripLeading().length();
    }
  }
}
