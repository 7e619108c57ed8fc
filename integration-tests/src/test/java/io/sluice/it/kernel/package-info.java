/// A real Linux kernel as the client: user-mode-linux boots a guest in a network namespace of this
/// run, its NFS client mounts servers that run beside it, and a bash script of named checks says
/// what it found. [KernelClient] is the way in; the scripts are in `src/test/kernel`.
@NullMarked
package io.sluice.it.kernel;

import org.jspecify.annotations.NullMarked;
