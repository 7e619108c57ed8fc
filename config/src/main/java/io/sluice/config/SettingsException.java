package io.sluice.config;

/// A setting that cannot be used, in one sentence for the person who set it: where it stands, what
/// it says, what it may say.
public final class SettingsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// The sentence.
  public SettingsException(String sentence) {
    super(sentence, null, false, false);
  }
}
