/**
 * Matchers for Vitest 3 and 4. To import the module registers them, best in a setup file.
 *
 * @example
 * ```ts
 * // vitest.config.ts: test: { setupFiles: ["call-handoff/vitest"] }
 * import "call-handoff/vitest"; // for the types
 * import { expect } from "vitest";
 *
 * expect({ url, headers, body }).toSatisfyRequest("graph.transfer");
 * await expect(response).toConformTo("graph.transfer", { apiVersion: "beta" });
 * expect(notifications).toFollowFlow("graph.transfer", { request: body, ends: "completed" });
 * ```
 *
 * @module
 */
import { expect } from "vitest";
import { contractMatchers, type ContractMatchers } from "./matchers.ts";

export { contractMatchers, type ContractMatchers } from "./matchers.ts";
// Without a type of Vitest in this module, the compiler would not add to those of Vitest before 3.2.
export { expect } from "vitest";

expect.extend(contractMatchers);

declare module "vitest" {
  // Since Vitest 3.2 this is the place for them.
  interface Matchers<T> extends ContractMatchers<T> {}
  // And before.
  interface Assertion<T> extends ContractMatchers<T> {}
}
