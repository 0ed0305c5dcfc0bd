import { expect, test } from "vitest";
import { verifyClient } from "./index.ts";
import { program } from "./program.test-support.ts";

const KEY = "Y2FuYXJ5IGluIGEgY29hbCBtaW5lLCB3aGljaCBkb2VzIG5vdCBzaW5n";
const TOKEN = "canary-token-of-the-run";
const CONTEXT = "canary-context-planted";
const PREPARED = "canary-context-prepared";

/** Puts every secret wherever a client could put it by mistake. */
const CARELESS = `
  const secrets = [token, process.env.CALL_HANDOFF_ACS_ACCESS_KEY, "${CONTEXT}", "${PREPARED}"];
  const acs = (body, path, more = {}) => fetch(control + "/calling/callConnections" + path, {
    method: "POST", headers: { ...headers, ...more }, body: JSON.stringify(body) });
  const target = { communicationUser: { id: "8:acs:resource_alice" } };
  await call("acs", "incoming", { incomingCallContext: "${CONTEXT}" });
  await acs({ incomingCallContext: "${CONTEXT}", target }, ":redirect?api-version=2026-03-12");
  for (const secret of secrets) {
    const encoded = encodeURIComponent(secret);
    const { id } = await call("acs", "peerToPeer");
    await acs({ targetParticipant: target, operationContext: secret, [secret]: 1 }, "/" + id + ":transferToParticipant?api-version=" + encoded);
    await acs({ targetParticipant: { rawId: secret }, operationCallbackUri: "http://127.0.0.1:9/" + encoded }, "/" + encoded + ":transferToParticipant?api-version=2026-03-12", { "x-note": secret });
    await acs({ incomingCallContext: secret + "x", target: secret }, ":Redirect" + encoded);
    await post(graph + "/communications/calls/" + encoded, { secret });
    console.log("the secret is", secret);
    process.stderr.write(secret.slice(0, 5));
    process.stderr.write(secret.slice(5));
  }
`;

test("no secret is in a run or in what the command writes, wherever the client puts it", async () => {
  const output: string[] = [];
  const run = await verifyClient({
    command: [...program(CARELESS), TOKEN],
    environment: { ...process.env, CALL_HANDOFF_ACS_ACCESS_KEY: KEY, CALL_HANDOFF_GRAPH_TOKEN: TOKEN },
    calls: [
      {
        service: "acs",
        kind: "incoming",
        callbackUri: "http://127.0.0.1:9/",
        incomingCallContext: PREPARED,
      },
    ],
    onOutput: (text, stream) => output.push(`${stream}: ${text}`),
  });
  const all = JSON.stringify(run) + output.join("");
  expect(run.checks.filter(({ status }) => status === "failed").map(({ id }) => id)).toContain(
    "acs.transferToParticipant/client/undeclared-members",
  );
  expect(output.join("")).toContain("stdout: the secret is (redacted)\n");
  for (const secret of [KEY, TOKEN, CONTEXT, PREPARED]) {
    expect(all).not.toContain(secret);
    expect(all).not.toContain(encodeURIComponent(secret));
  }
});
