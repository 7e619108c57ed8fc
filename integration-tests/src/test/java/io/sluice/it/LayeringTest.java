package io.sluice.it;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.regex.Pattern;

/// The directions of the architecture: upper packages may use lower ones, never back.
@AnalyzeClasses(
    packages = {"io.sluice.config", "io.sluice.memory", "io.sluice.vfs", "io.sluice.server"},
    importOptions = DoNotIncludeTests.class)
final class LayeringTest {
  /// Sockets themselves; addresses and exceptions of `java.net` are not sockets.
  private static final Pattern SOCKET =
      Pattern.compile(
          "java\\.net\\.(Server|Datagram|Multicast)?Socket"
              + "|java\\.nio\\.channels\\.((Asynchronous)?(Server)?SocketChannel|DatagramChannel)"
              + "|javax\\.net\\..*");

  /// Each line names what a layer may use; what stands in no line of others is used by none.
  @ArchTest
  static final ArchRule callsGoDown =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .withOptionalLayers(true)
          .layer("config")
          .definedBy("io.sluice.config..")
          .layer("memory")
          .definedBy("io.sluice.memory..")
          .layer("seam")
          .definedBy("io.sluice.vfs")
          .layer("bucket")
          .definedBy("io.sluice.vfs.bucket..")
          .layer("inode")
          .definedBy("io.sluice.vfs.inode..")
          .layer("read")
          .definedBy("io.sluice.vfs.read..")
          .layer("write")
          .definedBy("io.sluice.vfs.write..")
          .layer("s3")
          .definedBy("io.sluice.vfs.s3..")
          .layer("main")
          .definedBy("io.sluice.server")
          .layer("assembly")
          .definedBy("io.sluice.server.assembly..")
          .layer("mounting")
          .definedBy("io.sluice.server.mounting..")
          .layer("state")
          .definedBy("io.sluice.server.state..")
          .layer("process")
          .definedBy("io.sluice.server.process..")
          .layer("rpc")
          .definedBy("io.sluice.server.rpc..")
          .layer("nfs3")
          .definedBy("io.sluice.server.nfs3..")
          .layer("mount3")
          .definedBy("io.sluice.server.mount3..")
          .layer("nlm4")
          .definedBy("io.sluice.server.nlm4..")
          .layer("portmap")
          .definedBy("io.sluice.server.portmap..")
          .layer("client")
          .definedBy("io.sluice.server.client..")
          .layer("store")
          .definedBy("io.sluice.server.store..")
          .layer("metrics")
          .definedBy("io.sluice.server.metrics..")
          .whereLayer("config")
          .mayNotAccessAnyLayer()
          .whereLayer("memory")
          .mayNotAccessAnyLayer()
          .whereLayer("seam")
          .mayOnlyAccessLayers("memory")
          .whereLayer("s3")
          .mayOnlyAccessLayers("seam", "memory", "config")
          .whereLayer("inode")
          .mayOnlyAccessLayers("s3", "seam", "memory", "config")
          .whereLayer("read")
          .mayOnlyAccessLayers("s3", "seam", "memory", "config")
          .whereLayer("write")
          .mayOnlyAccessLayers("s3", "seam", "memory", "config")
          .whereLayer("bucket")
          .mayOnlyAccessLayers("inode", "read", "write", "s3", "seam", "memory", "config")
          .whereLayer("rpc")
          .mayOnlyAccessLayers("memory", "config")
          .whereLayer("nfs3")
          .mayOnlyAccessLayers("rpc", "seam", "memory", "config")
          // The programs do not know each other: what a file handle is made of is the business of
          // NFS.
          .whereLayer("mount3")
          .mayOnlyAccessLayers("rpc", "seam", "memory", "config")
          .whereLayer("nlm4")
          .mayOnlyAccessLayers("rpc", "memory", "config")
          .whereLayer("portmap")
          .mayOnlyAccessLayers("rpc", "memory", "config")
          .whereLayer("client")
          .mayOnlyAccessLayers("rpc", "memory", "config")
          .whereLayer("store")
          .mayOnlyAccessLayers("config")
          // Counts what these two tell their observers.
          .whereLayer("metrics")
          .mayOnlyAccessLayers("rpc", "s3", "config")
          .whereLayer("process")
          .mayOnlyAccessLayers("s3", "config")
          .whereLayer("state")
          .mayOnlyAccessLayers("process", "read", "config")
          .whereLayer("mounting")
          .mayOnlyAccessLayers("process", "state", "config")
          .whereLayer("assembly")
          .mayOnlyBeAccessedByLayers("main")
          .whereLayer("main")
          .mayNotBeAccessedByAnyLayer();

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("io.sluice.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule theSeamUsesOnlyTheJdkAndMemory =
      classes()
          .that()
          .resideInAPackage("io.sluice.vfs")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("io.sluice.vfs", "io.sluice.memory..", "java..", "org.jspecify..")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule theSdkIsKnownToS3Only =
      onlyIn(resideInAnyPackage("software.amazon.."), "io.sluice.vfs.s3..");

  /// Others know S3 by the words of `vfs.s3`, and who puts a server together by `store`.
  @ArchTest
  static final ArchRule howS3IsAskedIsKnownToS3Only =
      onlyIn(
          resideInAPackage("io.sluice.vfs.s3.*..")
              .and(not(resideInAnyPackage("io.sluice.vfs.s3.store"))),
          "io.sluice.vfs.s3..");

  @ArchTest
  static final ArchRule s3IsPutTogetherByTheServer =
      onlyIn(
          resideInAPackage("io.sluice.vfs.s3.store"),
          "io.sluice.vfs.s3.store",
          "io.sluice.server.assembly");

  @ArchTest
  static final ArchRule s3ProxyIsKnownToTheStoreOnly =
      onlyIn(resideInAnyPackage("org.gaul.."), "io.sluice.server.store..");

  /// Sockets in `server.rpc`, and in `vfs.s3.http` for the bodies that are sent.
  @ArchTest
  static final ArchRule socketsAreOpenedByRpcAndForSentBodies =
      onlyIn(
          describe(
              "sockets",
              type ->
                  SOCKET.matcher(type.getName()).matches()
                      && !type.isAssignableTo(Throwable.class)),
          "io.sluice.server.rpc..",
          "io.sluice.vfs.s3.http..");

  @ArchTest
  static final ArchRule theHttpServerOfTheJdkIsForMetricsOnly =
      onlyIn(resideInAnyPackage("com.sun.net.httpserver.."), "io.sluice.server.metrics..");

  @ArchTest
  static final ArchRule oncrpc4jIsForRegistrationOnly =
      onlyIn(
          resideInAnyPackage("org.dcache..", "org.glassfish.grizzly.."),
          "io.sluice.server.portmap..");

  /// The slab and mapped files are the only memory outside of the heap that is ours.
  @ArchTest
  static final ArchRule foreignMemoryStaysInMemory =
      onlyIn(resideInAnyPackage("java.lang.foreign.."), "io.sluice.memory..");

  private static ArchRule onlyIn(
      DescribedPredicate<? super JavaClass> guarded, String... packages) {
    return noClasses()
        .that()
        .resideOutsideOfPackages(packages)
        .should()
        .dependOnClassesThat(guarded);
  }
}
