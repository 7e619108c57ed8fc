package io.sluice.vfs.bucket;

import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.s3.ObjectKey;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What flags say about writing to objects that exist, and the words for what they forbid: one log
/// line for each kind of change and export.
public final class WriteRules {
  private static final Logger log = LoggerFactory.getLogger(WriteRules.class);

  private final String export;
  private final boolean allowOverwrite;
  private final Set<String> told = ConcurrentHashMap.newKeySet();

  /// @param export its name for the log
  /// @param allowOverwrite whether files may be cut off to nothing and written anew
  public WriteRules(String export, boolean allowOverwrite) {
    this.export = export;
    this.allowOverwrite = allowOverwrite;
  }

  boolean allowOverwrite() {
    return allowOverwrite;
  }

  /// A refusal.
  ///
  /// @param what is refused
  /// @param flag that would allow it, without its dashes
  VfsException refused(ObjectKey key, String what, String flag) {
    return refused(VfsError.NOT_PERMITTED, key, what, flag);
  }

  /// A refusal of a rename, after which programs copy.
  VfsException refusedRename(ObjectKey key) {
    return refused(VfsError.CROSS_DEVICE, key, "renaming", "allow-rename");
  }

  private VfsException refused(VfsError error, ObjectKey key, String what, String flag) {
    if (told.add(what)) {
      log.warn("{}: {} is refused ({}): --{} allows it", export, what, key, flag);
    }
    return new VfsException(error, key + ": " + what + " is refused; --" + flag + " allows it");
  }
}
