/// What `mount` and `umount` do on this machine: the kernel's client and its options, the servers
/// that belong to mounts, and mounts whose server is dead.
@NullMarked
package io.sluice.server.mounting;

import org.jspecify.annotations.NullMarked;
