import { expect, it } from "vitest";
import { oncePerKey } from "./once.ts";

it("does the work of a key once, for all who ask meanwhile and later", async () => {
  const once = oncePerKey();
  let done = 0;
  const work = async () => void done++;
  await Promise.all([once("a", work), once("a", work), once("b", work)]);
  await once("a", work);
  expect(done).toBe(2);
});

it("does again what failed", async () => {
  const once = oncePerKey();
  const failing = once("a", () => Promise.reject(new Error("busy")));
  await expect(once("a", async () => {})).rejects.toThrow("busy");
  await expect(failing).rejects.toThrow("busy");
  await expect(once("a", async () => {})).resolves.toBeUndefined();
});

it("remembers as many keys as it may", async () => {
  const once = oncePerKey(2);
  const done: string[] = [];
  for (const key of ["a", "b", "b", "c", "c", "a"]) await once(key, async () => void done.push(key));
  expect(done).toEqual(["a", "b", "c", "a"]);
});
