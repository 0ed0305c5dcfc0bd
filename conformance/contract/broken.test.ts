import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { afterEach, describe, expect, test } from "vitest";
import { targetsOf, type Target } from "./cases/target.ts";
import { documentedExchanges } from "./checks/documented.ts";
import { documentedMessageChecks, sampleCheck, type Judges } from "./checks/messages.ts";
import { negativeChecks, type NegativeCounts } from "./checks/negatives.ts";
import { secondOpinion } from "./judges/opinion.ts";
import { prismExceptions } from "./judges/prism-exceptions.ts";
import type { Check } from "../report/check.ts";

let close: (() => void) | undefined;
afterEach(() => close?.());

/** Serves every request the same way on a port of its own. */
async function serve(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  const server = createServer((request, response) => {
    request.resume().on("end", () => answer(request, response));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  close = () => {
    server.closeAllConnections();
    server.close();
  };
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new TypeError("The server has no port.");
  return `http://127.0.0.1:${address.port}`;
}

async function against(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<Check[]> {
  const url = await serve(answer);
  const complaints = (response: Response) => response.headers.get("x-complaint") ?? "";
  return documentedExchanges("acs@2024-09-15", { url, name: "broken", complaints });
}

function failedIds(checks: readonly Check[]): string[] {
  return checks.filter(({ status }) => status === "failed").map(({ id }) => id);
}

function good(request: IncomingMessage, response: ServerResponse): void {
  if (request.url?.includes(":redirect")) response.writeHead(204).end();
  else {
    response.writeHead(202, { "content-type": "application/json" });
    response.end(JSON.stringify({ operationContext: "trasferring call" }));
  }
}

describe("documented exchanges, against servers with one fault each", () => {
  test("a server without fault passes every check", async () => {
    expect(failedIds(await against(good))).toEqual([]);
  });

  test("a complaint of the server fails the request checks and nothing else", async () => {
    const checks = await against((request, response) => {
      response.setHeader("x-complaint", "no such member");
      good(request, response);
    });
    expect(failedIds(checks)).toEqual([
      "acs.redirectCall/request/example-1-broken",
      "acs.transferToParticipant/request/example-1-broken",
    ]);
  });

  test("200 instead of 202 fails status and, undocumented as it is, the body", async () => {
    const checks = await against((request, response) => {
      if (request.url?.includes(":redirect")) return good(request, response);
      response.writeHead(200, { "content-type": "application/json" });
      response.end(JSON.stringify({ operationContext: "trasferring call" }));
    });
    expect(failedIds(checks)).toEqual([
      "acs.transferToParticipant/status/example-1-broken",
      "acs.transferToParticipant/body/example-1-broken",
    ]);
  });

  test("another media type fails the header and body checks", async () => {
    const checks = await against((request, response) => {
      if (request.url?.includes(":redirect")) return good(request, response);
      response.writeHead(202, { "content-type": "text/plain" });
      response.end(JSON.stringify({ operationContext: "trasferring call" }));
    });
    expect(failedIds(checks)).toEqual([
      "acs.transferToParticipant/header/example-1-broken",
      "acs.transferToParticipant/body/example-1-broken",
    ]);
  });

  test("a body that differs from the documented one fails the body check alone", async () => {
    const checks = await against((request, response) => {
      if (request.url?.includes(":redirect")) return good(request, response);
      response.writeHead(202, { "content-type": "application/json" });
      response.end(JSON.stringify({ operationContext: "another" }));
    });
    expect(failedIds(checks)).toEqual(["acs.transferToParticipant/body/example-1-broken"]);
  });

  test("a failure says what was expected, what was seen and how to send it again, without the secrets", async () => {
    const checks = await against((_, response) => response.writeHead(500).end());
    const status = checks.find(({ id }) => id === "acs.redirectCall/status/example-1-broken");
    expect(status?.message).toContain("Expected status 204, saw 500.");
    expect(status?.message).toMatch(/curl -i -X POST .*callConnections:redirect\?api-version=2024-09-15'/);
    expect(status?.source).toEqual({ document: "acs-redirect", place: "Sample response (empty)" });
    expect(JSON.stringify(checks)).not.toContain("H4sIAAAA");
    expect(JSON.stringify(checks)).not.toContain("Bearer");
  });

  test("a server that resets the connection is an error of the run, not a passed check", async () => {
    await expect(against((request) => request.socket.destroy())).rejects.toThrow(/connection failed/);
  });
});

describe("judges that are broken", () => {
  const find = (kind: Target["kind"], operation: string): Target => {
    const target = targetsOf("graph@v1.0").find((one) => one.kind === kind && one.operation === operation);
    if (!target) throw new RangeError(operation);
    return target;
  };
  const opinion = secondOpinion("graph@v1.0");
  const counts = (): NegativeCounts => ({ negatives: 0, refusedByPrism: 0, exceptions: new Map() });
  const honest: Judges = { opinion, prism: async (_, messages) => messages.map(() => false) };

  test("a Prism that accepts everything fails every rule", async () => {
    const checks = await negativeChecks(
      find("request", "graph.redirect"),
      { ...honest, prism: async (_target, messages) => messages.map(() => true) },
      counts(),
    );
    expect(checks.length).toBeGreaterThan(10);
    expect(new Set(checks.map(({ status }) => status))).toEqual(new Set(["failed"]));
  });

  test("a second opinion that accepts everything fails every rule that a schema states", async () => {
    const lax = { ...opinion, accepts: () => true };
    const checks = await negativeChecks(
      find("request", "graph.redirect"),
      { ...honest, opinion: lax },
      counts(),
    );
    const passed = checks.filter(({ status }) => status === "passed").map(({ id }) => id);
    expect(passed.every((id) => id.includes("/request-method-"))).toBe(true);
  });

  test("with honest judges every rule passes", async () => {
    const checks = await negativeChecks(find("request", "graph.redirect"), honest, counts());
    expect(failedIds(checks)).toEqual([]);
  });

  test("a Prism that refuses everything fails the samples and the documented notifications", async () => {
    const target = find("notification", "graph.commsNotifications");
    const notifications = await documentedMessageChecks(target, honest);
    expect(notifications).toHaveLength(26);
    expect(failedIds(notifications)).toHaveLength(26);
    expect((await sampleCheck(target, honest)).status).toBe("failed");
  });

  test("an exception of Prism's that has become needless fails as stale", async () => {
    const target = targetsOf("acs@2024-09-15").find((one) => one.kind === "request");
    if (!target) throw new RangeError("request");
    const judges: Judges = {
      opinion: secondOpinion("acs@2024-09-15"),
      prism: async (_, messages) => messages.map(() => false),
    };
    const checks = await negativeChecks(target, judges, counts());
    expect(failedIds(checks)).toEqual(["acs.transferToParticipant/negative/request-dependentRequired"]);
    expect(checks.flatMap(({ message }) => message.split("\n")).join()).toContain(
      '"dependent-header" is stale',
    );
    expect(prismExceptions.map(({ slug }) => slug)).toContain("dependent-header");
  });
});
