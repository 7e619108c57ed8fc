package io.sluice.vfs.s3.listing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.vfs.s3.ETag;
import io.sluice.vfs.s3.ListPage;
import io.sluice.vfs.s3.ObjectKey;
import io.sluice.vfs.s3.ObjectSummary;
import io.sluice.vfs.s3.StorageTier;
import java.io.ByteArrayInputStream;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/// Random listings, as different stores write them, against the JDK's reading of the same bytes.
final class ListingParserRandomTest {
  private static final int LISTINGS = 2_000;
  private static final String[] PIECES = {
    "a", "Z", "9", "/", " ", "+", "%", "&", "<", ">", "'", "\"", "ü", "日", "😀", "]]>", "%2F", ";",
    "-", "=",
  };

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void keysSizesAndTagsAreThoseThatTheJdkReads(long seed) throws Exception {
    Random random = new Random(seed);
    for (int i = 0; i < LISTINGS; i++) {
      String xml = listing(random);
      byte[] bytes = xml.getBytes(UTF_8);
      ListPage page = ListingParser.parse(bytes, bytes.length);
      Document document =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(new ByteArrayInputStream(bytes));
      boolean isEncoded = document.getElementsByTagName("EncodingType").getLength() > 0;
      assertThat(page.objects()).as(xml).isEqualTo(objects(document, isEncoded));
      assertThat(page.commonPrefixes()).as(xml).isEqualTo(prefixes(document, isEncoded));
    }
  }

  private static List<ObjectSummary> objects(Document document, boolean isEncoded) {
    List<ObjectSummary> objects = new ArrayList<>();
    NodeList all = document.getElementsByTagName("Contents");
    for (int i = 0; i < all.getLength(); i++) {
      Element one = (Element) all.item(i);
      objects.add(
          new ObjectSummary(
              new ObjectKey(decoded(text(one, "Key"), isEncoded)),
              Long.parseLong(text(one, "Size")),
              Instant.parse(text(one, "LastModified")),
              ETag.of(text(one, "ETag")),
              StorageTier.listed(text(one, "StorageClass"))));
    }
    return objects;
  }

  private static List<String> prefixes(Document document, boolean isEncoded) {
    List<String> prefixes = new ArrayList<>();
    NodeList all = document.getElementsByTagName("CommonPrefixes");
    for (int i = 0; i < all.getLength(); i++) {
      prefixes.add(decoded(text((Element) all.item(i), "Prefix"), isEncoded));
    }
    return prefixes;
  }

  private static String text(Element of, String name) {
    return of.getElementsByTagName(name).item(0).getTextContent();
  }

  private static String decoded(String text, boolean isEncoded) {
    return isEncoded ? URLDecoder.decode(text, UTF_8) : text;
  }

  private static String listing(Random random) {
    boolean isEncoded = random.nextBoolean();
    List<String> elements = new ArrayList<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      elements.add(contents(random, isEncoded));
      elements.add(
          "<CommonPrefixes>"
              + leaf(random, "Prefix", name(random, isEncoded))
              + "</CommonPrefixes>");
    }
    elements.add(leaf(random, "Prefix", name(random, isEncoded)));
    elements.add(leaf(random, "IsTruncated", "false"));
    if (isEncoded) {
      elements.add("<EncodingType>url</EncodingType>");
    }
    Collections.shuffle(elements, random);
    String root =
        random.nextBoolean() ? "ListBucketResult xmlns='http://x/?a=b>c'" : "ListBucketResult";
    return "<?xml version='1.0'?>\n<"
        + root
        + ">"
        + String.join(space(random), elements)
        + "</ListBucketResult>\n";
  }

  private static String contents(Random random, boolean isEncoded) {
    List<String> leaves = new ArrayList<>();
    leaves.add(leaf(random, "Key", name(random, isEncoded)));
    leaves.add(leaf(random, "Size", Long.toString(random.nextLong(1L << random.nextInt(1, 45)))));
    leaves.add(
        leaf(random, "LastModified", Instant.ofEpochMilli(random.nextLong(1L << 41)).toString()));
    leaves.add(leaf(random, "ETag", random.nextBoolean() ? "\"abc-1\"" : "abc-1"));
    leaves.add(leaf(random, "StorageClass", random.nextBoolean() ? "GLACIER" : "STANDARD"));
    leaves.add("<Owner><ID>" + random.nextInt() + "</ID><DisplayName/></Owner>");
    Collections.shuffle(leaves, random);
    return "<Contents>" + String.join(space(random), leaves) + "</Contents>";
  }

  private static String space(Random random) {
    return new String[] {"", "", "\n  ", "<!-- <Key>no</Key> -->"}[random.nextInt(4)];
  }

  private static String name(Random random, boolean isEncoded) {
    StringBuilder name = new StringBuilder("n");
    for (int i = random.nextInt(8); i > 0; i--) {
      name.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return isEncoded ? URLEncoder.encode(name.toString(), UTF_8) : name.toString();
  }

  private static String leaf(Random random, String name, String text) {
    return "<" + name + ">" + written(random, text) + "</" + name + ">";
  }

  /// The text in one of the ways that XML has for it.
  private static String written(Random random, String text) {
    if (random.nextInt(10) == 0 && !text.contains("]]>")) {
      return "<![CDATA[" + text + "]]>";
    }
    StringBuilder xml = new StringBuilder();
    text.codePoints().forEach(c -> xml.append(character(random, c)));
    return xml.toString();
  }

  private static String character(Random random, int c) {
    String reference = random.nextBoolean() ? "&#" + c + ";" : "&#x" + Integer.toHexString(c) + ";";
    return switch (c) {
      case '<' -> random.nextBoolean() ? "&lt;" : reference;
      case '>' -> random.nextBoolean() ? "&gt;" : reference;
      case '&' -> random.nextBoolean() ? "&amp;" : reference;
      case '"' -> random.nextBoolean() ? "&quot;" : "\"";
      case '\'' -> random.nextBoolean() ? "&apos;" : "'";
      default -> random.nextInt(20) == 0 ? reference : Character.toString(c);
    };
  }
}
