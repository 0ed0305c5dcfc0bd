import { expect, test } from "vitest";
import { posted } from "../webhooks/unverified.test-support.ts";
import { item, take } from "./webhook.test-support.ts";

const LONG = 900_000;

test.each([
  ["an origin that never ends", `https://${"a".repeat(LONG)}`, {}],
  ["a path that never ends", `/${"a".repeat(LONG)}`, {}],
  ["many paths", "/a".repeat(LONG / 2), {}],
  ["a list at an address that never ends", `${"a".repeat(LONG)}/\u0000/b/\u0000//`, [{ id: "1" }]],
  ["a list at many paths", `${"/a".repeat(LONG / 2)}//`, [{ id: "1" }]],
])(
  "the resource of a notification is looked into once, however long it is: %s",
  async (_, resourceUrl, data) => {
    const began = performance.now();
    const { status } = await take(posted({ value: [item(data, { resourceUrl })] }), { maxBytes: 2 * LONG });
    expect([202, 400]).toContain(status);
    expect(performance.now() - began).toBeLessThan(5000);
  },
);
