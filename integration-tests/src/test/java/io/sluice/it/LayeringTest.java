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
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Collection;
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
          .mayOnlyAccessLayers("config")
          .whereLayer("state")
          .mayOnlyAccessLayers("process", "read", "s3", "config")
          .whereLayer("mounting")
          .mayOnlyAccessLayers("process", "state", "config")
          .whereLayer("assembly")
          .mayOnlyBeAccessedByLayers("main")
          .whereLayer("assembly")
          .mayOnlyAccessLayers(
              "process", "state", "metrics", "portmap", "nlm4", "mount3", "nfs3", "rpc", "bucket",
              "inode", "read", "write", "s3", "seam", "memory", "config")
          .whereLayer("main")
          .mayNotBeAccessedByAnyLayer()
          .ensureAllClassesAreContainedInArchitecture();

  /// The packages below `vfs.s3`.
  @ArchTest
  static final ArchRule requestsGoDown =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("words")
          .definedBy("io.sluice.vfs.s3")
          .layer("store")
          .definedBy("io.sluice.vfs.s3.store..")
          .layer("call")
          .definedBy("io.sluice.vfs.s3.call..")
          .layer("direct")
          .definedBy("io.sluice.vfs.s3.direct..")
          .layer("sdk")
          .definedBy("io.sluice.vfs.s3.sdk..")
          .layer("transport")
          .definedBy("io.sluice.vfs.s3.transport..")
          .layer("listing")
          .definedBy("io.sluice.vfs.s3.listing..")
          .layer("checksum")
          .definedBy("io.sluice.vfs.s3.checksum..")
          .layer("error")
          .definedBy("io.sluice.vfs.s3.error..")
          .layer("credentials")
          .definedBy("io.sluice.vfs.s3.credentials..")
          .layer("http")
          .definedBy("io.sluice.vfs.s3.http..")
          .whereLayer("http")
          .mayNotAccessAnyLayer()
          .whereLayer("words")
          .mayNotAccessAnyLayer()
          .whereLayer("credentials")
          .mayNotAccessAnyLayer()
          .whereLayer("error")
          .mayOnlyAccessLayers("credentials", "words")
          .whereLayer("checksum")
          .mayOnlyAccessLayers("error", "words")
          .whereLayer("listing")
          .mayOnlyAccessLayers("words")
          .whereLayer("transport")
          .mayOnlyAccessLayers("checksum", "error", "words")
          .whereLayer("sdk")
          .mayOnlyAccessLayers("transport", "listing", "checksum", "error", "words")
          .whereLayer("direct")
          .mayOnlyAccessLayers("http", "transport", "listing", "checksum", "error", "words")
          .whereLayer("call")
          .mayOnlyAccessLayers("sdk", "transport", "checksum", "error", "credentials", "words")
          .whereLayer("store")
          .mayNotBeAccessedByAnyLayer();

  /// The packages below `vfs.inode` and `vfs.write`.
  @ArchTest
  static final ArchRule namesAndSessionsStandOnTheirTables =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("names")
          .definedBy("io.sluice.vfs.inode")
          .layer("local")
          .definedBy("io.sluice.vfs.inode.local..")
          .layer("listing")
          .definedBy("io.sluice.vfs.inode.listing..")
          .layer("handle")
          .definedBy("io.sluice.vfs.inode.handle..")
          .layer("sessions")
          .definedBy("io.sluice.vfs.write")
          .layer("log")
          .definedBy("io.sluice.vfs.write.log..")
          .layer("part")
          .definedBy("io.sluice.vfs.write.part..")
          .whereLayer("handle")
          .mayNotAccessAnyLayer()
          .whereLayer("listing")
          .mayNotAccessAnyLayer()
          .whereLayer("local")
          .mayOnlyAccessLayers("handle", "listing")
          .whereLayer("names")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("part")
          .mayNotAccessAnyLayer()
          .whereLayer("log")
          .mayOnlyAccessLayers("part")
          .whereLayer("sessions")
          .mayNotBeAccessedByAnyLayer();

  /// The parts of a file neither wait nor ask.
  @ArchTest
  static final ArchRule partsArePure =
      noClasses()
          .that()
          .resideInAPackage("io.sluice.vfs.write.part")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("java.util.concurrent..")
          .orShould()
          .dependOnClassesThat()
          .haveSimpleName("Thread")
          .orShould()
          .dependOnClassesThat()
          .haveSimpleName("ObjectStore")
          .orShould()
          .dependOnClassesThat()
          .haveSimpleName("ObjectUploads");

  @ArchTest
  static final ArchRule theWordsOfS3KnowNoSdk =
      classes()
          .that()
          .resideInAPackage("io.sluice.vfs.s3")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("io.sluice.vfs.s3", "io.sluice.vfs", "java..", "org.jspecify..");

  @ArchTest
  static final ArchRule httpKnowsNothingOfS3 =
      classes()
          .that()
          .resideInAPackage("io.sluice.vfs.s3.http")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("io.sluice.vfs.s3.http", "java..", "javax.net..", "org.jspecify..");

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
          .resideInAnyPackage("io.sluice.vfs", "io.sluice.memory..", "java..", "org.jspecify..");

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

  /// Sockets in `server.rpc`, and in `vfs.s3.http` for requests to S3.
  @ArchTest
  static final ArchRule socketsAreOpenedByRpcAndForRequestsToS3 =
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

  @ArchTest
  static final ArchRule h2IsKnownToTheLocalStateOnly =
      onlyIn(resideInAnyPackage("org.h2.."), "io.sluice.vfs.inode.local..");

  @ArchTest
  static final ArchRule picocliIsKnownToTheCommandLineOnly =
      onlyIn(resideInAnyPackage("picocli.."), "io.sluice.server");

  @ArchTest
  static final ArchRule logbackIsKnownToTheProcessOnly =
      onlyIn(resideInAnyPackage("ch.qos.logback.."), "io.sluice.server.process..");

  /// The slab and mapped files are the only memory outside of the heap that is ours.
  @ArchTest
  static final ArchRule foreignMemoryStaysInMemory =
      onlyIn(resideInAnyPackage("java.lang.foreign.."), "io.sluice.memory..");

  /// That no other packages depend on what is guarded, and that some class of these does: a rule of
  /// something that is not there would hold for ever.
  private static ArchRule onlyIn(
      DescribedPredicate<? super JavaClass> guarded, String... packages) {
    ArchRule nobodyElse =
        noClasses().that().resideOutsideOfPackages(packages).should().dependOnClassesThat(guarded);
    return CompositeArchRule.of(nobodyElse).and(isUsed(guarded, packages));
  }

  private static ArchRule isUsed(
      DescribedPredicate<? super JavaClass> guarded, String... packages) {
    return classes()
        .that()
        .resideInAnyPackage(packages)
        .should(
            new ArchCondition<JavaClass>("be used by one of them at least") {
              private boolean isUsed;

              @Override
              public void init(Collection<JavaClass> all) {
                isUsed = false;
              }

              @Override
              public void check(JavaClass item, ConditionEvents events) {
                isUsed |=
                    item.getDirectDependenciesFromSelf().stream()
                        .anyMatch(used -> guarded.test(used.getTargetClass()));
              }

              @Override
              public void finish(ConditionEvents events) {
                if (!isUsed) {
                  events.add(
                      SimpleConditionEvent.violated(
                          this, "nothing uses " + guarded.getDescription()));
                }
              }
            });
  }
}
