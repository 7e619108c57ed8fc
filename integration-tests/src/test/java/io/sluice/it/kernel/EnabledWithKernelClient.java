package io.sluice.it.kernel;

import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Retention;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/// Skips the class, with the reason printed, where no guest can be booted: it takes root,
/// `/dev/net/tun` and `linux.uml`. With `SLUICE_REQUIRE_KERNEL=1` in the environment it fails
/// instead.
@Retention(RUNTIME)
@Target(TYPE)
@ExtendWith(KernelClientCondition.class)
public @interface EnabledWithKernelClient {}
