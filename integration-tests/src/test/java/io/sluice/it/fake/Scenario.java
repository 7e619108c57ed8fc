package io.sluice.it.fake;

import io.sluice.it.fake.store.Body;
import io.sluice.it.fake.store.ETags;
import io.sluice.it.fake.store.NumberedKeys;
import io.sluice.it.fake.store.StoredObject;
import java.time.Instant;
import java.util.Locale;

/// What a bucket holds for the tests and benchmarks that need the S3 as a process of its own.
public enum Scenario {
  /// Nothing.
  EMPTY {
    @Override
    public void fill(FakeS3 s3, String bucket) {
      // An empty bucket is the scenario.
    }
  },
  /// `dir/one`, `dir/two`, and the marker `marked/`.
  FEW {
    @Override
    public void fill(FakeS3 s3, String bucket) {
      s3.put(bucket, "dir/one", "1");
      s3.put(bucket, "dir/two", "2");
      s3.put(bucket, "marked/", "");
    }
  },
  /// The files of [OddTree], and `manifest.md5` for `md5sum -c`.
  TREE_2000 {
    @Override
    public void fill(FakeS3 s3, String bucket) {
      OddTree.fill(s3, bucket, 2000);
    }
  },
  /// `big.bin` of 1 GiB and `64m.bin` of 64 MiB, each with its sum in `NAME.md5`, and `huge.bin` of
  /// 40 TiB.
  BIG {
    @Override
    public void fill(FakeS3 s3, String bucket) {
      withSum(s3, bucket, "big.bin", 1L << 30);
      withSum(s3, bucket, "64m.bin", 64L << 20);
      s3.putSynthetic(bucket, "huge.bin", 40L << 40);
    }
  },
  /// `wide/f0000000` to `wide/f0009999`, 4 KiB each.
  WIDE {
    @Override
    public void fill(FakeS3 s3, String bucket) {
      s3.attach(bucket, NumberedKeys.flat("wide/f", 10_000, 4096, EPOCH));
    }
  },
  /// The trees of [NameTrees#all].
  NAMES {
    @Override
    public void fill(FakeS3 s3, String bucket) {
      s3.attach(bucket, NameTrees.all());
    }
  },
  /// The objects of [ReadTrees#all].
  READS {
    @Override
    public void fill(FakeS3 s3, String bucket) {
      s3.attach(bucket, ReadTrees.all());
    }
  },
  /// `million/f0000000` to `million/f0999999`.
  MILLION {
    @Override
    public void fill(FakeS3 s3, String bucket) {
      s3.attach(bucket, NameTrees.million());
    }
  };

  /// The LastModified of computed keys, the same in every run.
  private static final Instant EPOCH = Instant.parse("2026-01-02T03:04:05Z");

  /// Fills a bucket that exists and is empty.
  public abstract void fill(FakeS3 s3, String bucket);

  /// Reads a scenario's name as it is written on a command line: `tree-2000` or `TREE_2000`.
  public static Scenario named(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  private static void withSum(FakeS3 s3, String bucket, String key, long size) {
    Body body = s3.putSynthetic(bucket, key, size).body();
    StoredObject summed = StoredObject.of(key, body, ETags.of(body), EPOCH);
    s3.put(bucket, summed);
    s3.put(bucket, key + ".md5", summed.etag() + "  " + key + "\n");
  }
}
