package io.sluice.vfs;

/// What a name stands for. S3 has no links, devices, sockets or FIFOs.
public enum FileType {
  REGULAR,
  DIRECTORY
}
