import { describe, expect, test } from "vitest";
import { versions, type VersionName } from "../../generated/versions.ts";
import { callbackUri, post, requests, simulated, target } from "./bot.test-support.ts";
import { judgeHttpResponse } from "../validate/http.ts";

/** Every path of every operation in every version, for a call. */
const places = Object.values(versions).flatMap(({ service, apiVersion, routes }) =>
  routes.map(({ operation, basePath, template, versionSelector }) => ({
    version: `${service}@${apiVersion}`,
    operation,
    template: `${basePath}${template}`,
    path: (id: string) => {
      const path = `${basePath}${template}`.replace(/\{[^}]+\}/, id);
      return versionSelector.in === "query" ? `${path}?${versionSelector.name}=${apiVersion}` : path;
    },
    service,
  })),
);

test("the tables have every operation in every version, and the deprecated paths", () => {
  // Two operations each, and the two deprecated paths of beta.
  expect(places).toHaveLength(2 * Object.keys(versions).length + 2);
});

describe.each(places)("$version $template", ({ service, operation, path, version }) => {
  const kind = operation.includes("redirect") ? "incoming" : "peerToPeer";
  const { simulator } = simulated({ strict: true });
  const make = (more: object = {}) => {
    const call = simulator.createCall({ service, kind, callbackUri, ...more });
    const body =
      operation === "acs.redirectCall"
        ? { incomingCallContext: call.incomingCallContext, target }
        : operation === "graph.redirect"
          ? requests["graph.redirect"]
          : operation === "graph.transfer"
            ? requests["graph.transfer"]
            : requests["acs.transferToParticipant"];
    return { call, body };
  };

  test("success is answered as documented", async () => {
    const { call, body } = make();
    const answer = await post(simulator, path(call.id), body);
    expect(answer.status).toBe(operation === "acs.redirectCall" ? 204 : 202);
    expect(await violations(answer)).toEqual([]);
    expect(simulator.getJournal({ call: call.id }).entries[0]).toMatchObject({
      kind: "request",
      operation,
      version,
      verdict: "conforming",
      violations: [],
    });
  });

  test("no token, an unknown call, a broken body, another media type, another method: each in the envelope of the vendor", async () => {
    const { call, body } = make();
    const bare = await post(simulator, path(call.id), body, { authorization: "" });
    const lost =
      operation === "acs.redirectCall"
        ? await post(simulator, path("x"), { incomingCallContext: "unknown", target })
        : await post(simulator, path("unknown"), body);
    const broken = await post(simulator, path(call.id), "{");
    const empty = await post(simulator, path(call.id), {});
    const text = await post(simulator, path(call.id), body, { "content-type": "text/plain" });
    const put = await simulator.handle(new Request(`http://127.0.0.1${path(call.id)}`, { method: "PUT" }));
    const answers = [bare, lost, broken, empty, text, put];
    expect(answers.map(({ status }) => status)).toEqual([401, 404, 400, 400, 415, 405]);
    expect(put.headers.get("allow")).toBe("POST");
    expect(bare.headers.get("www-authenticate")).toContain("Bearer");
    for (const answer of answers) {
      expect(await violations(answer)).toEqual([]);
      const { error }: { error: Record<string, unknown> } = await answer.json();
      expect(error["code"]).toMatch(/./);
      expect("innerError" in error).toBe(service === "graph");
    }
  });

  test("the error says which rule of which document was broken, and so does the journal", async () => {
    const { call } = make();
    const answer = await post(simulator, path(call.id), {});
    const { error }: { error: { message: string; details: object[] } } = await answer.json();
    const document = operation.replace("ToParticipant", "").replace("Call", "").replace(".", "-");
    expect(error.message).toContain(`(${document}: request body)`);
    expect(error.details[0]).toMatchObject({ code: "required", target: expect.stringMatching(/^\/body\//) });
    const entry = simulator.getJournal().entries.at(-1);
    expect(entry).toMatchObject({ verdict: "deviating", status: 400 });
  });

  test("a second request while the first is under way is a conflict, and one after the end finds no call", async () => {
    const { call, body } = make();
    const first = await post(simulator, path(call.id), body);
    const second = await post(simulator, path(call.id), body);
    await simulator.settle();
    const third = await post(simulator, path(call.id), body);
    const gone = operation === "acs.redirectCall" ? 404 : 409;
    expect([first.ok, second.status, third.status]).toEqual([true, gone, 404]);
    expect(
      simulator.getJournal({ call: call.id }).entries.filter((one) => one.kind === "request"),
    ).toMatchObject([{ verdict: "conforming" }, { verdict: "conforming" }, { verdict: "conforming" }]);
  });

  test("the scenario throttled answers 429 with Retry-After once", async () => {
    const { call, body } = make({ scenario: "throttled" });
    const answers = [await post(simulator, path(call.id), body), await post(simulator, path(call.id), body)];
    expect(answers.map(({ status }) => status)).toEqual([429, operation === "acs.redirectCall" ? 204 : 202]);
    expect(answers[0]?.headers.get("retry-after")).toBe("1");
  });

  async function violations(answer: Response) {
    if (!isVersion(version)) throw new Error(version);
    return judgeHttpResponse(version, operation, answer);
  }
});

function isVersion(name: string): name is VersionName {
  return Object.hasOwn(versions, name);
}
