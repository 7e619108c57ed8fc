package io.sluice.vfs;

import org.jspecify.annotations.Nullable;

/// The attributes of one object around a change: both taken together with it, or absent. Never
/// invented, since clients decide by them which caches to keep.
public record AttributeChange(@Nullable Before before, @Nullable FileAttributes after) {
  /// Nothing is known of either side.
  public static final AttributeChange UNKNOWN = new AttributeChange(null, null);
}
