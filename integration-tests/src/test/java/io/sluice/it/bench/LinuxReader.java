package io.sluice.it.bench;

import io.sluice.it.fake.ReadTrees.Shape;
import io.sluice.it.fake.store.SyntheticBody;
import io.sluice.it.names.LinuxNames;
import io.sluice.it.names.Listed;
import io.sluice.it.names.NamesClient;
import io.sluice.it.reading.KnownFile;
import io.sluice.it.reading.ReadClient;
import io.sluice.server.nfs3.FileHandle;
import io.sluice.server.rpc.Credential;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/// What Linux asks when programs read, over one connection: LOOKUP, GETATTR and ACCESS of each
/// file, and READs, of 1 MiB with several under way where a file is read to its end. Every byte is
/// compared as it comes.
final class LinuxReader implements AutoCloseable {
  /// As many READs as a kernel's read-ahead of 15 MiB and the one that is waited for.
  private static final int UNDER_WAY = 16;

  private static final Credential CALLER = new Credential.Sys("benchmark", 0, 0, List.of());

  private final ReadClient client;
  private final NamesClient names;
  private final LinuxNames listing;

  LinuxReader(InetSocketAddress server) throws IOException {
    client = new ReadClient(server, ColdServer.BUCKET);
    names = new NamesClient(server, CALLER, () -> {});
    listing = new LinuxNames(names, ColdServer.BUCKET, System::nanoTime);
  }

  /// Everything that the row is about.
  void read(ReadWork work, String edition) {
    String directory = work.shape().directory(edition);
    switch (work.way()) {
      case STREAM -> streams(work, directory);
      case RANDOM -> random(work, edition);
      case BEGINNINGS, ENDS, COUNTED -> files(work, directory, work.pieces(edition));
      case LISTED -> files(work, directory, listed(directory, work.pieces(edition)));
    }
    client.await(0);
  }

  private void streams(ReadWork work, String directory) {
    List<Stream> streams = new ArrayList<>();
    for (int number = 1; number <= work.callers(); number++) {
      String path = directory + "/" + Shape.file(number);
      streams.add(new Stream(KnownFile.open(client, path, body(path, work))));
    }
    for (int i = 0; i < UNDER_WAY; i++) {
      streams.forEach(Stream::goOn);
    }
  }

  private static SyntheticBody body(String path, ReadWork work) {
    return SyntheticBody.of(path, 0, work.shape().size());
  }

  /// A file that is read to its end.
  private static final class Stream {
    private final KnownFile file;
    private long next;

    Stream(KnownFile file) {
      this.file = file;
    }

    void goOn() {
      if (next < file.size()) {
        long at = next;
        next += ReadWork.LARGEST;
        file.read(at, ReadWork.LARGEST, this::goOn);
      }
    }
  }

  private void random(ReadWork work, String edition) {
    String path = work.shape().directory(edition) + "/" + Shape.file(1);
    KnownFile file = KnownFile.open(client, path, body(path, work));
    Iterator<ReadWork.Piece> pieces = work.pieces(edition).iterator();
    for (int i = 0; i < work.callers(); i++) {
      goOn(file, pieces);
    }
  }

  private static void goOn(KnownFile file, Iterator<ReadWork.Piece> pieces) {
    if (pieces.hasNext()) {
      ReadWork.Piece piece = pieces.next();
      file.read(piece.offset(), piece.length(), () -> goOn(file, pieces));
    }
  }

  /// `ls` of the directory, and the pieces in the order of its names.
  private List<ReadWork.Piece> listed(String directory, List<ReadWork.Piece> counted) {
    Map<String, ReadWork.Piece> byName = new HashMap<>();
    counted.forEach(piece -> byName.put(Shape.file(piece.file()), piece));
    List<ReadWork.Piece> listed = new ArrayList<>();
    for (Listed entry : listing.list(directory)) {
      listed.add(byName.get(entry.name()));
    }
    return listed;
  }

  private void files(ReadWork work, String directory, List<ReadWork.Piece> pieces) {
    FileHandle handle = client.open(directory).handle();
    Iterator<ReadWork.Piece> left = pieces.iterator();
    for (int i = 0; i < work.callers(); i++) {
      new Caller(work, directory, handle, left).goOn();
    }
  }

  /// A program that reads one file after the other, until none is left.
  private final class Caller {
    private final ReadWork work;
    private final String path;
    private final FileHandle directory;
    private final Iterator<ReadWork.Piece> left;

    Caller(ReadWork work, String path, FileHandle directory, Iterator<ReadWork.Piece> left) {
      this.work = work;
      this.path = path;
      this.directory = directory;
      this.left = left;
    }

    void goOn() {
      if (left.hasNext()) {
        ReadWork.Piece piece = left.next();
        String name = Shape.file(piece.file());
        client.lookup(directory, name, found -> open(piece, path + "/" + name, found.handle()));
      }
    }

    private void open(ReadWork.Piece piece, String file, FileHandle handle) {
      client.getattr(handle, same -> client.access(handle, () -> read(piece, file, same.handle())));
    }

    private void read(ReadWork.Piece piece, String file, FileHandle handle) {
      new KnownFile(client, handle, body(file, work))
          .read(piece.offset(), piece.length(), this::goOn);
    }
  }

  @Override
  public void close() throws IOException {
    client.close();
    names.close();
  }
}
