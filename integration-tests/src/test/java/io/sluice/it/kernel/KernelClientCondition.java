package io.sluice.it.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.extension.ConditionEvaluationResult.disabled;
import static org.junit.jupiter.api.extension.ConditionEvaluationResult.enabled;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Asks `kernel-client check` what this machine lacks.
final class KernelClientCondition implements ExecutionCondition {
  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    var lack = whatThisMachineLacks();
    if (lack.isEmpty()) {
      return enabled("a guest can be booted");
    }
    var reason = "the kernel client cannot run: " + lack;
    if ("1".equals(System.getenv("SLUICE_REQUIRE_KERNEL"))) {
      throw new IllegalStateException(reason + " (SLUICE_REQUIRE_KERNEL=1 forbids to skip)");
    }
    System.err.println("Skipped " + context.getDisplayName() + ": " + reason);
    return disabled(reason);
  }

  private static String whatThisMachineLacks() {
    try {
      var check = new ProcessBuilder(KernelClient.script("check").toList()).start();
      return new String(check.getErrorStream().readAllBytes(), UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
