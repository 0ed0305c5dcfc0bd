import { once } from "node:events";
import { createServer } from "node:http";
import { SignJWT } from "jose";
import { communicationUser } from "../../../src/acs/index.ts";
import { undiciFetch } from "../../../src/node/index.ts";
import { createControlClient, defaultCredentials } from "../../../src/simulator/index.ts";
import { startKeyServer } from "../../../conformance/receiver/keys.ts";
import { clientsOf } from "../../load/clients.ts";
import { inLanes } from "../../load/lanes.ts";
import { TRANSFER } from "./bot.ts";

/** Puts a subject under load. */
export interface Driver {
  /** Does so many rounds; gives how many requests that were, in both directions. */
  readonly work: (rounds: number) => Promise<number>;
  readonly stop: () => Promise<unknown>;
}

const LANES = 16;
/** One round in so many looks at the page and the journal, and goes away in the middle of its events. */
const LOOK = 25;

/** Hands calls on in a simulator, and takes what it tells. */
export async function driveSimulator(url: string): Promise<Driver> {
  let told = 0;
  const bot = createServer((request, response) => {
    request.resume().on("end", () => {
      told++;
      response.writeHead(202).end();
    });
  });
  await once(bot.listen(0, "127.0.0.1"), "listening");
  const address = bot.address();
  const callbackUri = `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}/`;
  const [clients] = clientsOf(url, undiciFetch());
  if (!clients) throw new RangeError("There are no clients.");
  const { acs, graph } = clients;
  const control = createControlClient({ url });
  const call = async (service: "acs" | "graph") =>
    (await control.createCall({ service, kind: "peerToPeer", callbackUri })).id;
  let asked = 0;
  const look = async () => {
    await (await fetch(`${url}/simulator`)).text();
    await control.journal();
    const leaving = new AbortController();
    await fetch(`${url}/simulator/events`, { signal: leaving.signal });
    leaving.abort();
    asked += 3;
  };
  return {
    async work(rounds) {
      const before = told;
      asked = 0;
      await inLanes([...Array(rounds).keys()], LANES, async (round) => {
        await graph.transfer(await call("graph"), TRANSFER);
        const target = { targetParticipant: communicationUser("8:acs:a") };
        await acs.transferToParticipant(await call("acs"), target);
        asked += 4;
        if (round % LOOK === 0) await look();
      });
      return asked + told - before;
    },
    async stop() {
      bot.close();
      bot.closeAllConnections();
    },
  };
}

/** Serves keys, and sends what they have signed. */
export async function driveReceivers(): Promise<{
  readonly keys: string;
  readonly at: (url: string) => Driver;
}> {
  const keys = await startKeyServer(0);
  let call = 0;
  const { appId, resourceId, tenantId } = defaultCredentials;
  const sign = (claims: object) =>
    new SignJWT({ ...claims, exp: Math.floor(Date.now() / 1000) + 300, jti: crypto.randomUUID() })
      .setProtectedHeader({ alg: "RS256", kid: keys.good.id })
      .sign(keys.good.privateKey);
  return {
    keys: keys.configuration,
    at: (url) => {
      const send = async (path: string, token: string, body: unknown) => {
        const answer = await fetch(url + path, {
          method: "POST",
          headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
          body: JSON.stringify(body),
        });
        await answer.arrayBuffer();
        if (answer.status !== 202) throw new Error(`${path} was answered with ${answer.status}.`);
      };
      return {
        async work(rounds) {
          const [ofGraph, ofAcs] = await Promise.all([
            sign({ iss: "https://api.botframework.com", aud: appId, tid: tenantId }),
            sign({ iss: "https://acscallautomation.communication.azure.com", aud: resourceId }),
          ]);
          await inLanes([...Array(rounds).keys()], LANES, async () => {
            const id = `call-${call++}`;
            for (const body of graphOf(id)) await send("/graph", ofGraph, body);
            await send("/acs", ofAcs, acsOf(id));
          });
          return 3 * rounds;
        },
        stop: () => keys.close(),
      };
    },
  };
}

function graphOf(id: string): unknown[] {
  const item = (changeType: string, resourceData: object) => ({
    value: [{ changeType, resourceUrl: `/communications/calls/${id}`, resourceData }],
  });
  return [
    item("updated", { state: "transferring" }),
    item("deleted", { state: "terminated", resultInfo: { code: 0, subcode: 7015, message: "" } }),
  ];
}

function acsOf(id: string): unknown[] {
  const source = `calling/callConnections/${id}`;
  const type = "Microsoft.Communication.CallDisconnected";
  const data = { callConnectionId: id, serverCallId: "server" };
  return [{ id, source, subject: source, type, data, time: new Date().toISOString(), specversion: "1.0" }];
}
