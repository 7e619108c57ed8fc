/// What a request needs of who sends it, where there are two ways, `direct` and `sdk`: the body
/// that is sent, the range that comes, the names. Heads and bodies of answers are checked here, for
/// both.
@NullMarked
package io.sluice.vfs.s3.transport;

import org.jspecify.annotations.NullMarked;
