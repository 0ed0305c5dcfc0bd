import { verifyClient } from "../client/index.ts";
import type { Filters } from "../gate/selection.ts";
import { verifyReceiver } from "../receiver/index.ts";
import type { Run } from "../report/check.ts";
import { verifyServer } from "../server/index.ts";
import { runOwnClient } from "./client.ts";
import { serveReceivers } from "./receiver.ts";
import { serveParty } from "./server.ts";

/** Puts the parties of this package under the gate: the simulator, our clients and our receivers. */
export async function verifyParties(filters: Filters = {}): Promise<Run[]> {
  const server = await serveParty();
  const receivers = await serveReceivers({ graph: { keysCooldown: 0 }, acs: { keysCooldown: 0 } });
  try {
    return [
      { ...(await verifyServer({ url: server.url, filters })), target: "the simulator" },
      { ...(await verifyClient({ run: runOwnClient, filters })), target: "our clients" },
      {
        ...(await verifyReceiver({ ...receivers.options, rotateKeys: true, filters })),
        target: "our receivers",
      },
    ];
  } finally {
    await Promise.all([server.close(), receivers.close()]);
  }
}
