import { describe, expect, test } from "vitest";
import type { DocumentedRequest } from "../../generated/contract.ts";
import { examples } from "../../generated/examples.ts";
import { negativesOf } from "./cases/negatives.ts";
import { targetsOf } from "./cases/target.ts";
import { deprecatedPaths } from "./checks/deprecated.ts";
import { requestProblems } from "./checks/documented.ts";
import { documentedMessageChecks, sampleCheck } from "./checks/messages.ts";
import { problemsOf } from "./checks/negatives.ts";
import { versionNames } from "./documents.ts";
import { secondOpinion } from "./judges/opinion.ts";
import { servedByMsw } from "./servers/served-by-msw.ts";

const opinion = secondOpinion("acs@2024-09-15");
const accepting = {
  opinion,
  prism: async (_: unknown, messages: readonly unknown[]) => messages.map(() => true),
};
const transfer = targetsOf("acs@2024-09-15").find(
  ({ kind, operation }) => kind === "request" && operation.endsWith("Participant"),
);
if (!transfer) throw new RangeError("There is no transfer.");

describe("a request that is not the documented one is noticed", () => {
  const served = { url: "http://127.0.0.1:1", name: "none", complaints: () => "" };
  const found = examples.find(({ id }) => id === "acs-transfer/01-request");
  if (found?.direction !== "request") throw new RangeError("There is no documented transfer.");
  const documented: DocumentedRequest = found.message;
  const path = "/calling/callConnections/18dea47f-b081-4107-9a5c-4300819d2c6c:transferToParticipant";
  const sent = (address: string, changes: { body?: unknown; method?: string } = {}) => {
    const { body = documented.body, method = "POST" } = changes;
    const init = { method, headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
    return requestProblems("acs@2024-09-15", served, documented, new Request(served.url + address, init));
  };

  test("the documented one has no problem", async () => {
    expect(await sent(`${path}?api-version=2024-09-15`)).toEqual([]);
  });

  test.each([
    ["an encoded colon", `${path.replace(":", "%3A")}?api-version=2024-09-15`],
    ["another call", "/calling/callConnections/other:transferToParticipant?api-version=2024-09-15"],
    ["another version", `${path}?api-version=2026-03-12`],
    ["no version", path],
  ])("%s", async (_, address) => {
    expect(await sent(address)).not.toEqual([]);
  });

  test("another method and another body", async () => {
    expect(await sent(`${path}?api-version=2024-09-15`, { method: "PUT" })).not.toEqual([]);
    expect(await sent(`${path}?api-version=2024-09-15`, { body: { targetParticipant: {} } })).toContain(
      "The body sent differs from the documented one.",
    );
  });
});

test("a server that complains about a deprecated path fails its checks", async () => {
  const msw = servedByMsw();
  try {
    const honest = msw.served("graph@beta");
    const passed = await deprecatedPaths("graph@beta", honest);
    expect(passed.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => "passed"));
    const failed = await deprecatedPaths("graph@beta", { ...honest, complaints: () => "gone" });
    expect(failed.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => "failed"));
    expect(await deprecatedPaths("graph@v1.0", msw.served("graph@v1.0"))).toEqual([]);
  } finally {
    msw.close();
  }
});

test("a second opinion that refuses everything fails samples and documented messages", async () => {
  const refusing = { ...accepting, opinion: { ...opinion, accepts: () => false } };
  expect((await sampleCheck(transfer, accepting)).status).toBe("passed");
  expect((await sampleCheck(transfer, refusing)).status).toBe("failed");
  const documented = await documentedMessageChecks(transfer, refusing);
  expect(documented.map(({ status }) => status)).toEqual(["failed"]);
});

describe("a fault that a judge does not see as it should is noticed", () => {
  const negative = negativesOf(transfer, opinion.acceptsValue).find(({ rule }) => rule === "required");
  const byMethod = negativesOf(transfer, opinion.acceptsValue).find(({ where }) => where === "");
  if (!negative || !byMethod) throw new RangeError("There are no faults.");

  test("seen as it should, it has no problem", () => {
    expect(problemsOf(negative, accepting)).toEqual([]);
    expect(problemsOf(byMethod, accepting)).toEqual([]);
  });

  test("pointed to at another place", () => {
    expect(problemsOf({ ...negative, where: "/body/elsewhere" }, accepting)).toEqual([
      expect.stringContaining(`the validator points to ${negative.where}`),
    ]);
  });

  test("a method that the route table takes", () => {
    const message = { ...byMethod.message, method: "POST" };
    expect(problemsOf({ ...byMethod, message }, accepting)).toEqual([
      expect.stringContaining("the route table takes it"),
    ]);
  });
});

test.each([...versionNames])("%s: every message with a described body has faults of its body", (version) => {
  const { acceptsValue } = secondOpinion(version);
  for (const target of targetsOf(version).filter(({ body }) => body !== undefined)) {
    const rules = new Set(
      negativesOf(target, acceptsValue)
        .filter(({ where }) => where.startsWith("/body"))
        .map(({ rule }) => rule),
    );
    expect([...rules], `${target.operation} ${target.kind} ${target.status}`).toEqual(
      expect.arrayContaining(["required", "type"]),
    );
  }
});
