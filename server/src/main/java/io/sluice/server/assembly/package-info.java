/// The composition root: makes objects of settings, starts them, drains them and stops them. A
/// server is [io.sluice.server.assembly.Server].
@NullMarked
package io.sluice.server.assembly;

import org.jspecify.annotations.NullMarked;
