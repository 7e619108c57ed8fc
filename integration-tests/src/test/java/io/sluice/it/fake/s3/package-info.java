/// The S3 protocol of the small S3: addresses, signatures, XML, and one class for each family of
/// operations. Start at [io.sluice.it.fake.s3.S3Service], which leads to all of them.
@NullMarked
package io.sluice.it.fake.s3;

import org.jspecify.annotations.NullMarked;
