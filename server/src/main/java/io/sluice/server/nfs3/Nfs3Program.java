package io.sluice.server.nfs3;

import io.sluice.server.rpc.Procedure;
import io.sluice.server.rpc.RpcProgram;
import org.jspecify.annotations.Nullable;

/// The NFS program, version 3 (RFC 1813): which procedure has which number.
public final class Nfs3Program implements RpcProgram {
  /// Its number.
  public static final int NUMBER = 100003;

  private static final int VERSION = 3;

  private final Targets targets;
  private final FailureLog failures = new FailureLog(System::nanoTime);

  /// By number; NULL, number 0, is answered by the RPC layer.
  private final @Nullable Procedure<?>[] procedures;

  /// The program over these exports.
  public Nfs3Program(FileHandles handles, Exports exports) {
    targets = new Targets(handles, exports);
    procedures =
        new @Nullable Procedure<?>[] {
          null,
          onHandle(new Getattr3()), // 1
          onHandle(new Setattr3()),
          onHandle(new Lookup3()),
          onHandle(new Access3()),
          onHandle(new Readlink3()), // 5
          onHandle(new Read3()),
          onHandle(new Write3()),
          onHandle(new Create3()),
          onHandle(new Mkdir3()),
          onHandle(new Symlink3()), // 10
          onHandle(new Mknod3()),
          onHandle(new Remove3()),
          onHandle(new Rmdir3()),
          onHandle(new Rename3()),
          onHandle(new Link3()), // 15
          onHandle(new Readdir3()),
          onHandle(new Readdirplus3()),
          onHandle(new Fsstat3()),
          onHandle(new Fsinfo3()),
          onHandle(new Pathconf3()), // 20
          onHandle(new Commit3()),
        };
  }

  private <A extends HandleArgs> Procedure<A> onHandle(Nfs3Procedure<A> procedure) {
    return new OnHandle<>(targets, procedure, failures);
  }

  @Override
  public int number() {
    return NUMBER;
  }

  @Override
  public String name() {
    return "NFS";
  }

  @Override
  public int lowVersion() {
    return VERSION;
  }

  @Override
  public int highVersion() {
    return VERSION;
  }

  @Override
  public boolean needsPrivilegedPort(int version, int number) {
    return true; // who calls decides what is answered, and only the port vouches for that (X3)
  }

  @Override
  public @Nullable Procedure<?> procedure(int version, int number) {
    boolean exists = version == VERSION && number >= 0 && number < procedures.length;
    return exists ? procedures[number] : null;
  }
}
