import { expect, test } from "vitest";
import { examples } from "../../generated/examples.ts";
import { versionNames } from "./documents.ts";
import { startPrism } from "./servers/prism.ts";
import { verifyContract } from "./verify.ts";

const servers = startPrism(versionNames);
const { run, counts, messagesJudged } = await verifyContract(servers).finally(() => servers.close());

test.each(run.checks.map((check) => [`${check.id} (${check.apiVersion})`, check] as const))(
  "%s",
  (_, check) => {
    expect(check.message.split("\n").slice(0, check.status === "passed" ? 0 : 20)).toEqual([]);
    expect(check.status).toBe("passed");
  },
);

test("every documented message is judged", () => {
  expect(messagesJudged).toBe(examples.length);
  expect(examples).toHaveLength(46);
});

test("every fault that Prism accepts has a listed reason", () => {
  const excused = [...counts.exceptions.values()].reduce((sum, count) => sum + count, 0);
  expect(counts.refusedByPrism + excused).toBe(counts.negatives);
});

test("documented requests go over a socket to Prism and through msw, in every version of their service", () => {
  const requests = run.checks.filter(({ id }) => /\/request\/example-\d-(prism|msw)$/.test(id));
  const versionsOf = (service: string) => versionNames.filter((name) => name.startsWith(service)).length;
  // Two requests of ACS and eight of Graph are documented, and each goes both ways.
  expect(requests).toHaveLength((2 * versionsOf("acs@") + 8 * versionsOf("graph@")) * 2);
});
