package io.sluice.server.nlm4;

/// Who holds a lock.
///
/// @param svid the process, unique on its host, as unsigned 32 bits
/// @param oh the "owner handle" of the client's own making, a byte in each char
record LockOwner(LockHost host, int svid, String oh) {}
