package io.sluice.it.fake.shape;

/// The S3 operations that the small S3 knows, by their names in the S3 API reference.
public enum S3Operation {
  LIST_BUCKETS(Pace.READ),
  CREATE_BUCKET(Pace.WRITE),
  HEAD_BUCKET(Pace.READ),
  DELETE_BUCKET(Pace.WRITE),
  GET_BUCKET_LOCATION(Pace.READ),
  GET_BUCKET_VERSIONING(Pace.READ),
  PUT_BUCKET_VERSIONING(Pace.WRITE),
  LIST_OBJECTS(Pace.READ),
  LIST_OBJECTS_V2(Pace.READ),
  HEAD_OBJECT(Pace.READ),
  GET_OBJECT(Pace.READ),
  PUT_OBJECT(Pace.WRITE),
  COPY_OBJECT(Pace.WRITE),
  DELETE_OBJECT(Pace.WRITE),
  DELETE_OBJECTS(Pace.WRITE),
  CREATE_MULTIPART_UPLOAD(Pace.WRITE),
  UPLOAD_PART(Pace.WRITE),
  UPLOAD_PART_COPY(Pace.WRITE),
  COMPLETE_MULTIPART_UPLOAD(Pace.WRITE),
  ABORT_MULTIPART_UPLOAD(Pace.WRITE),
  LIST_PARTS(Pace.READ),
  LIST_MULTIPART_UPLOADS(Pace.READ),
  /// Anything else: answered 501 NotImplemented.
  UNKNOWN(Pace.READ);

  /// Which latency of a [Profile] applies.
  public enum Pace {
    /// GET, HEAD and lists: latency before the first byte.
    READ,
    /// PUT, POST and DELETE.
    WRITE
  }

  private final Pace pace;

  S3Operation(Pace pace) {
    this.pace = pace;
  }

  /// Which latency applies.
  public Pace pace() {
    return pace;
  }
}
