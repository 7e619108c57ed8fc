package io.sluice.it.fake.s3;

import java.util.ArrayList;
import java.util.List;

/// An element of a request document: its children, or its text. Attributes are left out.
///
/// @param name without namespace prefix
record XmlElement(String name, String text, List<XmlElement> children) {

  /// Parses a document.
  ///
  /// @throws S3Refusal MalformedXML
  static XmlElement parse(String document) {
    return new XmlParser(document).root();
  }

  /// All children of that name.
  List<XmlElement> all(String child) {
    List<XmlElement> found = new ArrayList<>();
    for (XmlElement element : children) {
      if (element.name.equals(child)) {
        found.add(element);
      }
    }
    return found;
  }

  /// The text of the first child of that name, or `absent`.
  String text(String child, String absent) {
    List<XmlElement> found = all(child);
    return found.isEmpty() ? absent : found.getFirst().text;
  }
}
