package io.sluice.server.mount3;

import io.sluice.server.rpc.News;
import io.sluice.server.rpc.Procedure;
import io.sluice.server.rpc.RpcProgram;
import org.jspecify.annotations.Nullable;

/// The MOUNT program (RFC 1813 appendix I): version 3, and version 1 for old tools that list
/// exports and mounts. Over TCP and UDP.
public final class Mount3Program implements RpcProgram {
  /// Its number.
  public static final int NUMBER = 100005;

  private static final int OLD = 1;
  private static final int CURRENT = 3;

  private static final int MNT = 1;
  private static final int DUMP = 2;
  private static final int UMNT = 3;
  private static final int UMNTALL = 4;
  private static final int EXPORT = 5;

  private final Mnt1 mnt1 = new Mnt1();
  private final Mnt3 mnt3;
  private final Dump dump;
  private final Umnt umnt;
  private final Umntall umntall;
  private final Export export;

  /// The program over these exports.
  public Mount3Program(ExportTable exports) {
    MountList mounts = new MountList();
    News news = new News(System::nanoTime);
    mnt3 = new Mnt3(exports, mounts, news);
    dump = new Dump(mounts);
    umnt = new Umnt(exports, mounts, news);
    umntall = new Umntall(exports, mounts);
    export = new Export(exports);
  }

  @Override
  public int number() {
    return NUMBER;
  }

  @Override
  public String name() {
    return "MOUNT";
  }

  @Override
  public int lowVersion() {
    return OLD;
  }

  @Override
  public int highVersion() {
    return CURRENT;
  }

  @Override
  public boolean offers(int version) {
    return version == OLD || version == CURRENT;
  }

  @Override
  public boolean servesUdp() {
    return true;
  }

  /// Mounting makes exports that are never forgotten, and unmounting gives up what others see. Who
  /// only looks (`showmount`) may come from anywhere.
  @Override
  public boolean needsPrivilegedPort(int version, int number) {
    return number == MNT || number == UMNT || number == UMNTALL;
  }

  @Override
  public @Nullable Procedure<?> procedure(int version, int number) {
    return switch (number) {
      case MNT -> version == OLD ? mnt1 : mnt3;
      case DUMP -> dump;
      case UMNT -> umnt;
      case UMNTALL -> umntall;
      case EXPORT -> export;
      default -> null;
    };
  }
}
