// Prints the one line that says how a test run went, from vitest's JSON report: `N passed, N failed, N skipped`.
const { readFileSync } = require("node:fs");

/** A run that wrote no report, or whose files would not even load, has failed. */
function count(text) {
  if (text === "") return { passed: 0, failed: 1, skipped: 0 };
  const { testResults, numPassedTests, numFailedTests, numPendingTests, numTodoTests, success } =
    JSON.parse(text);
  const broken = testResults.filter(
    (file) => file.status === "failed" && file.assertionResults.every(({ status }) => status !== "failed"),
  ).length;
  const failed = numFailedTests + broken;
  return {
    passed: numPassedTests,
    failed: success ? failed : Math.max(failed, 1),
    skipped: numPendingTests + numTodoTests,
  };
}

const { passed, failed, skipped } = count(readFileSync(process.argv[2], "utf8"));
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`);
