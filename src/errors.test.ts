import { runInNewContext } from "node:vm";
import { describe, expect, test } from "vitest";
import { HandoffError, isHandoffError } from "./index.ts";

describe("an error of this package is known", () => {
  const error = new HandoffError("ERR_TIMEOUT", "late", { cause: "c", attempts: 2 });

  test("by the guard, with or without its code", () => {
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({ name: "HandoffError", code: "ERR_TIMEOUT", cause: "c", attempts: 2 });
    expect(isHandoffError(error)).toBe(true);
    expect(isHandoffError(error, "ERR_TIMEOUT")).toBe(true);
    expect(isHandoffError(error, "ERR_ABORTED")).toBe(false);
  });

  test("also when it is of a second copy of the package", async () => {
    const copy: string = "./errors.ts?copy";
    const { HandoffError: Other } = await import(/* @vite-ignore */ copy);
    const other: unknown = new Other("ERR_ABORTED", "a");
    expect(Reflect.get(Object(other), Symbol.for("call-handoff.HandoffError"))).toBe(true);
    expect(other).not.toBeInstanceOf(HandoffError);
    expect(isHandoffError(other, "ERR_ABORTED")).toBe(true);
  });

  test("also when it is of another realm", () => {
    const other: unknown = runInNewContext(
      'class HandoffError extends Error { code = "ERR_NETWORK"; get [Symbol.for("call-handoff.HandoffError")]() { return true; } }; new HandoffError("n")',
    );
    expect(other).not.toBeInstanceOf(Error);
    expect(isHandoffError(other, "ERR_NETWORK")).toBe(true);
  });

  test("and nothing else is taken for one", () => {
    for (const value of [undefined, null, "ERR_TIMEOUT", new Error("e"), { code: "ERR_TIMEOUT" }, () => {}])
      expect(isHandoffError(value)).toBe(false);
  });

  test("and has no cause where there is none", () => {
    expect("cause" in new HandoffError("ERR_TIMEOUT", "late")).toBe(false);
  });
});
