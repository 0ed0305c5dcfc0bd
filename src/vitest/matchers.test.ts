import { describe, expect, test } from "vitest";
import { course, requests, responses } from "../assert/documented.test-support.ts";
import { newestAcsVersion } from "../acs/index.ts";
import { contractMatchers } from "./index.ts";

const broken = { status: 202, body: '{"incomingCallContext":"s3cret"' };

/** What a failed matcher says. */
async function said(assertion: () => unknown): Promise<string> {
  try {
    await assertion();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return "nothing";
}

describe("every documented message passes the matchers:", () => {
  test.each(requests)("$id", async ({ message, operation }) => {
    expect(message).toSatisfyRequest(operation);
    const { url, method, headers, body } = message;
    await expect(new Request(url, { method, headers, body: JSON.stringify(body) })).toSatisfyRequest(
      operation,
    );
  });

  test.each(responses)("$id", async ({ message, operation }) => {
    expect(message).toConformTo(operation);
    const { status, headers, body } = message;
    const text = body === undefined ? null : JSON.stringify(body);
    await expect(new Response(text, { status, headers })).toConformTo(operation);
  });
});

test("the documented notifications of a transfer follow its flow, and in another order do not", () => {
  const { request, bodies } = course("graph.transfer", /transferring|accepted|failed/);
  expect(bodies).toFollowFlow("graph.transfer", { request, ends: "failed" });
  expect(bodies.toReversed()).not.toFollowFlow("graph.transfer", { request });
});

test("a failure says where, which rule, what was expected and what came, and no secret", async () => {
  const message = await said(() => expect(broken).toConformTo("acs.transferToParticipant"));
  expect(message).toContain(
    `does not conform to acs.transferToParticipant (${newestAcsVersion}):\n  /body (json): expected JSON`,
  );
  expect(message).not.toContain("s3cret");
  const read = new Response(broken.body, { status: 202 });
  expect(await said(() => expect(read).toConformTo("acs.transferToParticipant"))).toContain("/body (json)");
});

test("not turns it round, and says what was not expected", async () => {
  expect(broken).not.toConformTo("acs.transferToParticipant");
  await expect(new Response("x", { status: 500 })).not.toConformTo("graph.transfer");
  const good = { status: 202 };
  expect(await said(() => expect(good).not.toConformTo("graph.transfer"))).toBe(
    "The answer does conform to graph.transfer (v1.0).",
  );
});

test("what cannot be judged fails, with not as well", async () => {
  expect(await said(() => expect({}).toConformTo("graph.transfer"))).toContain("An answer has to be");
  expect(await said(() => expect({}).not.toConformTo("graph.transfer"))).toContain("An answer has to be");
});

test("another expect can be given them", () => {
  expect(contractMatchers.toConformTo({ status: 202 }, "graph.transfer")).toMatchObject({ pass: true });
});
