/// Locks for plain mounts: the network lock manager, version 4 (X/Open XNFS, RFC 1813 appendix II),
/// over a small bounded table, and the status monitor (NSM) beside it.
///
/// Follow a LOCK from [io.sluice.server.nlm4.Nlm4Program] to `Lock4`, `LockArbiter` (the one class
/// that locks) and `LockTable` (pure). A kernel that mounts us arbitrates between its own processes
/// before it asks; here owners are told apart once more, by host, process and handle, so that
/// several hosts exclude each other too. Who waits is called back (GRANTED) when the lock is free.
///
/// Locks live in memory only. A restart of the server forgets them all and tells nobody: there is
/// no grace period and no list of clients on disk. A client that held a lock goes on as if it had
/// it, and its UNLOCK is answered "granted"; another host may take the lock meanwhile. What must
/// survive a restart must not hang on these locks; that one kernel's own processes exclude each
/// other does.
@NullMarked
package io.sluice.server.nlm4;

import org.jspecify.annotations.NullMarked;
