/// Tests of the whole server, from the socket to an S3 store and back.
@NullMarked
package io.sluice.it;

import org.jspecify.annotations.NullMarked;
