package dev.roster.release;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** A POM as it is written in its file, without what it inherits. */
final class Pom {
  private final Element project;

  private Pom(Element project) {
    this.project = project;
  }

  /**
   * A dependency as it is written; what is missing is empty.
   *
   * @param groupId of the artifact
   * @param artifactId of the artifact
   * @param version of the artifact
   * @param scope of the dependency
   */
  record Dependency(String groupId, String artifactId, String version, String scope) {
    static Dependency of(Element element) {
      return new Dependency(
          Pom.text(element, "groupId"),
          Pom.text(element, "artifactId"),
          Pom.text(element, "version"),
          Pom.text(element, "scope"));
    }

    @Override
    public String toString() {
      return groupId + ":" + artifactId;
    }
  }

  /**
   * Reads a file.
   *
   * @throws IOException also if it is no XML
   */
  static Pom read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      return new Pom(factory.newDocumentBuilder().parse(in).getDocumentElement());
    } catch (SAXException | ParserConfigurationException notXml) {
      throw new IOException(file + " is no XML: " + notXml.getMessage(), notXml);
    }
  }

  /** The text of the element at a path below the project, empty if there is none. */
  String text(String path) {
    return text(project, path);
  }

  /** The number of elements at a path below the project. */
  int count(String path) {
    return elements(project, path).size();
  }

  /** Reports whether each of at least one element at a path has a text in each of its children. */
  boolean eachHas(String path, String... children) {
    List<Element> found = elements(project, path);
    return !found.isEmpty()
        && found.stream()
            .allMatch(
                each -> List.of(children).stream().noneMatch(child -> text(each, child).isEmpty()));
  }

  List<Dependency> dependencies() {
    return elements(project, "dependencies/dependency").stream().map(Dependency::of).toList();
  }

  List<Dependency> managed() {
    return elements(project, "dependencyManagement/dependencies/dependency").stream()
        .map(Dependency::of)
        .toList();
  }

  private static String text(Element from, String path) {
    List<Element> found = elements(from, path);
    return found.isEmpty() ? "" : found.getFirst().getTextContent().strip();
  }

  private static List<Element> elements(Element from, String path) {
    List<Element> found = List.of(from);
    for (String name : path.split("/", -1)) {
      List<Element> next = new ArrayList<>();
      for (Element each : found) {
        for (Node child = each.getFirstChild(); child != null; child = child.getNextSibling()) {
          if (child instanceof Element element && element.getTagName().equals(name)) {
            next.add(element);
          }
        }
      }
      found = next;
    }
    return found;
  }
}
