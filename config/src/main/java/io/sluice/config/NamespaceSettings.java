package io.sluice.config;

/// How a bucket looks as a file system.
///
/// @param uid the owner of all files, as unsigned 32 bits
/// @param gid their group, as unsigned 32 bits
/// @param fileMode permission bits
/// @param dirMode permission bits
/// @param listBudget LIST requests a minute that are too many; 0 for no such number
public record NamespaceSettings(
    boolean readOnly,
    boolean allowDelete,
    MkdirMode mkdir,
    Normalization normalize,
    boolean allowOther,
    long uid,
    long gid,
    int fileMode,
    int dirMode,
    Ttl metadataTtl,
    Ttl negativeMetadataTtl,
    int listBudget) {
  static NamespaceSettings of(Values values) {
    return new NamespaceSettings(
        values.get(Definitions.READ_ONLY),
        values.get(Definitions.ALLOW_DELETE),
        values.get(Definitions.MKDIR),
        values.get(Definitions.NORMALIZE),
        values.get(Definitions.ALLOW_OTHER),
        values.get(Definitions.UID),
        values.get(Definitions.GID),
        values.get(Definitions.FILE_MODE),
        values.get(Definitions.DIR_MODE),
        values.get(Definitions.METADATA_TTL),
        values.get(Definitions.NEGATIVE_METADATA_TTL),
        values.get(Definitions.LIST_BUDGET));
  }
}
