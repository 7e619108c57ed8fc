package io.sluice.server.nfs3;

import io.sluice.server.rpc.Reply;
import io.sluice.server.rpc.XdrReader;
import io.sluice.vfs.AttributeChanges;
import io.sluice.vfs.CreateMode;
import io.sluice.vfs.FileAttributes;
import io.sluice.vfs.FileName;
import io.sluice.vfs.LookupOutcome;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;

/// CREATE, procedure 8 (RFC 1813 section 3.3.8): a regular file.
final class Create3 implements Nfs3Procedure<Create3.Args> {
  record Args(DirOpArgs3 where, CreateHow3 how) implements HandleArgs {
    @Override
    public FileHandle handle() {
      return where.handle();
    }
  }

  @Override
  public String name() {
    return "CREATE";
  }

  @Override
  public Args decode(XdrReader in) {
    return new Args(DirOpArgs3.read(in), CreateHow3.read(in));
  }

  @Override
  public Reply call(Args args, Target directory) {
    FileName name = args.where().name().toNewFileName();
    directory.requireWritable();
    directory.requireInDirectory(Permissions.WRITE | Permissions.EXECUTE);
    CreateMode mode = mode(args.how(), directory);
    if (mode instanceof CreateMode.Unchecked(AttributeChanges changes) && changes.size() != null) {
      requireTruncatable(directory, name);
    }
    return CreatedReply.of(directory.fileSystem().create(directory.id(), name, mode), directory);
  }

  private static CreateMode mode(CreateHow3 how, Target directory) {
    return switch (how) {
      case CreateHow3.Unchecked(Sattr3 attributes) ->
          new CreateMode.Unchecked(directory.ofNewFile(attributes.toChanges()));
      case CreateHow3.Guarded(Sattr3 attributes) ->
          new CreateMode.Guarded(directory.ofNewFile(attributes.toChanges()));
      case CreateHow3.Exclusive(long verifier) ->
          new CreateMode.Exclusive(verifier, directory.ofNewFile(AttributeChanges.NONE));
    };
  }

  /// Who may create names in a directory may not therefore empty the files of others in it.
  private static void requireTruncatable(Target directory, FileName name) {
    if (!directory.requester().isRoot()
        && directory.fileSystem().lookup(directory.id(), name)
            instanceof LookupOutcome.Found(FileAttributes found)
        && !Permissions.allowWriting(found, directory.requester())) {
      throw new VfsException(VfsError.ACCESS_DENIED, "the file exists and may not be written");
    }
  }

  @Override
  public Reply failure(NfsStat3 status, PostOpAttr attributes) {
    return StatusReply.WithWcc.failure(status, attributes);
  }

  @Override
  public boolean isNonIdempotent() {
    return true;
  }
}
