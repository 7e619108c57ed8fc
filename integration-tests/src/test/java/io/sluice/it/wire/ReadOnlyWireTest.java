package io.sluice.it.wire;

import static io.sluice.server.nfs3.NfsStat3.NFS3ERR_ROFS;
import static io.sluice.server.nfs3.NfsStat3.NFS3_OK;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.server.nfs3.AccessPolicy;
import io.sluice.server.nfs3.FileHandle;
import io.sluice.server.nfs3.StableHow;
import org.junit.jupiter.api.Test;

final class ReadOnlyWireTest extends WireTest {
  @Override
  AccessPolicy policy() {
    return new AccessPolicy(true, false, OWNER.uid());
  }

  @Test
  void everyChangeIsRefused() {
    FileHandle file = file("file", "bytes");
    directory("dir");

    assertThat(client.setattr(file, SetAttr.size(0), null).status()).isEqualTo(NFS3ERR_ROFS);
    assertThat(client.write(file, 0, text("x"), StableHow.FILE_SYNC).status())
        .isEqualTo(NFS3ERR_ROFS);
    assertThat(client.commit(file, 0, 0).status()).isEqualTo(NFS3ERR_ROFS);
    assertThat(client.createUnchecked(root, "new", SetAttr.NOTHING).status())
        .isEqualTo(NFS3ERR_ROFS);
    assertThat(client.mkdir(root, "new", SetAttr.NOTHING).status()).isEqualTo(NFS3ERR_ROFS);
    assertThat(client.remove(root, "file").status()).isEqualTo(NFS3ERR_ROFS);
    assertThat(client.rmdir(root, "dir").status()).isEqualTo(NFS3ERR_ROFS);
    assertThat(client.rename(root, "file", root, "new").status()).isEqualTo(NFS3ERR_ROFS);
  }

  @Test
  void readingGoesOn() {
    FileHandle file = file("file", "bytes");

    assertThat(bytes(client.read(file, 0, 10))).isEqualTo(text("bytes"));
    assertThat(client.lookup(root, "file").status()).isEqualTo(NFS3_OK);
    assertThat(client.access(file, 0x3f).access()).isEqualTo(0x01);
    assertThat(client.access(root, 0x3f).access()).isEqualTo(0x03);
  }
}
