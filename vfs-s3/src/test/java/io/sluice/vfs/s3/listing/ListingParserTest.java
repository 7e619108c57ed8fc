package io.sluice.vfs.s3.listing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.vfs.s3.ETag;
import io.sluice.vfs.s3.ListPage;
import io.sluice.vfs.s3.ObjectKey;
import io.sluice.vfs.s3.ObjectSummary;
import io.sluice.vfs.s3.StorageTier;
import io.sluice.vfs.s3.StrayBytes;
import java.io.EOFException;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkClientException;

final class ListingParserTest {
  private static final String OF_AWS =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>b</Name><Prefix>p%2F</Prefix>\
      <NextContinuationToken>1a+b%2B/=</NextContinuationToken><KeyCount>3</KeyCount><MaxKeys>3</MaxKeys>\
      <Delimiter>/</Delimiter><EncodingType>url</EncodingType><IsTruncated>true</IsTruncated>\
      <Contents><Key>p/a%26+b%2B%F0%9F%98%80</Key><LastModified>2009-10-12T17:50:30.001Z</LastModified>\
      <ETag>&quot;fba9&quot;</ETag><ChecksumAlgorithm>CRC32</ChecksumAlgorithm><ChecksumAlgorithm/>\
      <Size>434234</Size><Owner><ID>x</ID><Key>not this</Key></Owner><StorageClass>GLACIER</StorageClass></Contents>\
      <Contents><Key>p/b</Key></Contents>\
      <CommonPrefixes><Prefix>p/d%C3%BC/</Prefix></CommonPrefixes></ListBucketResult>
      """;

  private static ListPage parse(String xml) throws IOException {
    byte[] bytes = xml.getBytes(UTF_8);
    return ListingParser.parse(bytes, bytes.length);
  }

  private static String key(String inside) throws IOException {
    String listing = "<ListBucketResult>%s</ListBucketResult>".formatted(inside);
    return parse(listing).objects().getFirst().key().text();
  }

  @Test
  void theAnswerOfAwsIsRead() throws IOException {
    assertThat(parse(OF_AWS))
        .isEqualTo(
            new ListPage(
                List.of(
                    new ObjectSummary(
                        new ObjectKey("p/a& b+😀"),
                        434_234,
                        Instant.parse("2009-10-12T17:50:30.001Z"),
                        new ETag("\"fba9\""),
                        StorageTier.ARCHIVED_UNLESS_RESTORED),
                    new ObjectSummary(
                        new ObjectKey("p/b"), 0, Instant.EPOCH, null, StorageTier.READABLE)),
                List.of("p/dü/"),
                "1a+b%2B/="));
  }

  @Test
  void n2_keysThatAreNotUtf8StayDifferentAndAreNoText() throws IOException {
    ListPage page =
        parse(
            """
            <ListBucketResult><EncodingType>url</EncodingType>\
            <Contents><Key>a+%FE%C3</Key></Contents><Contents><Key>a+%FF%C3</Key></Contents>\
            <Contents><Key>a+%ED%A0%80</Key></Contents><Contents><Key>a+%EF%BF%BD%F0%9F%98%80</Key></Contents>\
            <CommonPrefixes><Prefix>%80%C3%BC/</Prefix></CommonPrefixes></ListBucketResult>
            """);

    List<String> keys = page.objects().stream().map(object -> object.key().text()).toList();
    assertThat(keys).doesNotHaveDuplicates().endsWith("a \uFFFD😀");
    assertThat(keys).map(StrayBytes::areIn).containsExactly(true, true, true, false);
    assertThat(page.commonPrefixes()).containsExactly("\uDC80ü/").allMatch(StrayBytes::areIn);
  }

  @Test
  void whatBreaksOffAnywhereIsAskedForAgain() {
    byte[] bytes = OF_AWS.strip().getBytes(UTF_8);
    for (int length = OF_AWS.indexOf("<Name>"); length < bytes.length; length++) {
      int cut = length;
      assertThatThrownBy(() -> ListingParser.parse(bytes, cut)).isInstanceOf(EOFException.class);
      assertThat(ListingParser.isListing(bytes, cut)).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<Contents><Key>a%2Bb</Key></Contents> | a%2Bb",
        "<Contents><Key>a%2Bb</Key></Contents><EncodingType>url</EncodingType> | a+b",
        "<EncodingType>url</EncodingType><Contents><Key>a%2Bb</Key></Contents> | a+b",
        "<EncodingType/><Contents><Key>a%2Bb</Key></Contents> | a%2Bb",
        "<Contents><Size>3</Size><Key >a</Key ></Contents> | a",
        "<Contents><Key x='>' y=\"/>\">a</Key></Contents> | a",
        "<s3:Contents><s3:Key>a</s3:Key></s3:Contents> | a",
        "<Contents><Key>&lt;&gt;&amp;&quot;&apos;&#228;&#x1F600;</Key></Contents> | <>&\"'ä😀",
        "<Contents><Key>a<!-- <b> -->c<![CDATA[<d>&amp;]]></Key></Contents> | ac<d>&amp;",
        "<!-- <Contents> --><?x y?><Contents> <Key>a</Key>\t</Contents> | a",
        "<Contents><Deep><Key>no</Key><Key/></Deep><Key>a</Key></Contents> | a",
        "<Contents><Key> a </Key></Contents> |' a '",
        "<Contents><Key>日本</Key></Contents> | 日本",
      })
  void keysAreReadHoweverTheyAreWritten(String inside, String key) throws IOException {
    assertThat(key(inside)).isEqualTo(key);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<ListBucketResult></ListBucket>",
        "<ListBucketResult><Contents></ListBucketResult></Contents>",
        "<ListBucketResult><Contents><Key><b/></Key></Contents></ListBucketResult>",
        "<ListBucketResult><Contents><Key>&nbsp;</Key></Contents></ListBucketResult>",
        "<ListBucketResult><Contents><Key>&#x110000;</Key></Contents></ListBucketResult>",
        "<ListBucketResult><Contents><Key>a & b</Key></Contents></ListBucketResult>",
        "<ListBucketResult><Contents></Contents></ListBucketResult>",
        "<ListBucketResult><Contents><Key>a</Key><Size>x</Size></Contents></ListBucketResult>",
        "<ListBucketResult><Contents><Key>a</Key><LastModified>now</LastModified></Contents></ListBucketResult>",
        "<ListBucketResult><EncodingType>url</EncodingType><Contents><Key>%</Key></Contents></ListBucketResult>",
        "<ListBucketResult><EncodingType>url</EncodingType><Contents><Key>a%4</Key></Contents></ListBucketResult>",
        "<ListBucketResult><EncodingType>url</EncodingType><Contents><Key>%-1</Key></Contents></ListBucketResult>",
        "<ListBucketResult><IsTruncated>true</IsTruncated></ListBucketResult>",
        "<ListBucketResult>< /></ListBucketResult>",
        "<!DOCTYPE x><ListBucketResult/>",
        "<ListBucketResultOfAnother/>",
        "<Error><Code>InternalError</Code></Error>",
      })
  void whatIsNoListingIsAnError(String body) {
    assertThatThrownBy(() -> parse(body)).isInstanceOf(SdkClientException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"<Error><Code>SlowDown</Code></Error>", "<html>", "hello", "", "<!DOCTYPE html>"})
  void anotherRootIsNoListing(String body) {
    byte[] bytes = body.getBytes(UTF_8);
    assertThat(ListingParser.isListing(bytes, bytes.length)).isFalse();
  }

  @Test
  void elementsTooDeepAreAnError() {
    String deep = "<a>".repeat(40) + "</a>".repeat(40);
    assertThatThrownBy(() -> parse("<ListBucketResult>" + deep + "</ListBucketResult>"))
        .isInstanceOf(SdkClientException.class);
  }

  @Test
  void anEmptyListingHasNothing() throws IOException {
    ListPage nothing = new ListPage(List.of(), List.of(), null);
    assertThat(parse("<ListBucketResult/>")).isEqualTo(nothing);
    assertThat(parse("\uFEFF<ListBucketResult><Contents_/></ListBucketResult>")).isEqualTo(nothing);
  }
}
