package io.sluice.vfs.write;

import io.sluice.vfs.s3.ObjectStore;
import io.sluice.vfs.s3.ObjectUploads;
import io.sluice.vfs.write.log.SessionLog;
import io.sluice.vfs.write.part.PartSizes;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;

/// What every session of an export works with.
///
/// @param store for objects that are continued
/// @param memory for bytes
/// @param sends how many parts may be on their way at once
/// @param unwanted uploads that are to be aborted
/// @param signals whether the clients tell that they close
/// @param ticker nanoseconds
/// @param look nanoseconds after which those who wait look at the ticker again
record SessionPorts(
    ObjectUploads uploads,
    ObjectStore store,
    WriteMemory memory,
    SessionLog log,
    UnwantedUploads unwanted,
    SessionSettings settings,
    PartSizes sizes,
    Semaphore sends,
    CloseSignals signals,
    WriteCounts counts,
    InstantSource clock,
    LongSupplier ticker,
    long look) {}
