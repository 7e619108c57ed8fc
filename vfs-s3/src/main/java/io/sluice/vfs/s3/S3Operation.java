package io.sluice.vfs.s3;

/// The requests that this program sends, by their names in the S3 API reference.
public enum S3Operation {
  HEAD_OBJECT("HeadObject"),
  GET_OBJECT("GetObject"),
  LIST_OBJECTS_V2("ListObjectsV2"),
  PUT_OBJECT("PutObject"),
  DELETE_OBJECT("DeleteObject"),
  CREATE_MULTIPART_UPLOAD("CreateMultipartUpload"),
  UPLOAD_PART("UploadPart"),
  UPLOAD_PART_COPY("UploadPartCopy"),
  COMPLETE_MULTIPART_UPLOAD("CompleteMultipartUpload"),
  ABORT_MULTIPART_UPLOAD("AbortMultipartUpload"),
  LIST_PARTS("ListParts"),
  LIST_MULTIPART_UPLOADS("ListMultipartUploads");

  private final String title;

  S3Operation(String title) {
    this.title = title;
  }

  /// The name as S3 writes it.
  public String title() {
    return title;
  }
}
