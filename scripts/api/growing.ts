/**
 * Declarations that name every API version, operation or statement there is, and grow with the specs. That one more is
 * named there does not break anybody; that one is no longer named does.
 */
export const GROWING: readonly string[] = [
  // Versions of the services.
  "VersionTypes",
  "versions",
  "acsVersions",
  "graphVersions",
  // Flows by operation.
  "flows",
  // Checks of the gate: a filter takes them, and nobody has to know all.
  "CheckId",
];
