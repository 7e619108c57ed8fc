package io.sluice.vfs.bucket;

import io.sluice.vfs.FileName;
import java.text.Normalizer;

/// How names are spelt in Unicode (semantics N9).
public enum Spelling {
  /// As clients spell them.
  AS_GIVEN {
    @Override
    FileName stored(FileName name) {
      return name;
    }
  },
  /// In the composed form (NFC), whatever form a client takes: macOS clients send decomposed names.
  NFC {
    @Override
    FileName stored(FileName name) {
      return name.text()
          .filter(text -> !Normalizer.isNormalized(text, Normalizer.Form.NFC))
          .map(text -> FileName.of(Normalizer.normalize(text, Normalizer.Form.NFC)))
          .orElse(name);
    }
  };

  /// The spelling in which a new name is stored, and in which a name is looked for that is not
  /// there as given.
  abstract FileName stored(FileName name);
}
