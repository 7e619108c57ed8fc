/// Facts of S3 that Sluice relies on, as one suite that runs against every S3 server of the tests,
/// so that none of them can lie. Each `*Facts` interface is a family;
/// [io.sluice.it.s3.S3FactsContract] joins them.
@NullMarked
package io.sluice.it.s3;

import org.jspecify.annotations.NullMarked;
