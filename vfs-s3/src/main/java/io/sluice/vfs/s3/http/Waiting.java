package io.sluice.vfs.s3.http;

/// Is told whom a body waits for, once it has begun to come: a server that stands still is given
/// up, a receiver is not.
interface Waiting {
  /// Minds neither.
  Waiting UNWATCHED =
      new Waiting() {
        @Override
        public void forServer() {
          // unwatched
        }

        @Override
        public void forReceiver() {
          // unwatched
        }
      };

  /// For the next bytes.
  void forServer();

  /// For room.
  void forReceiver();
}
