import { freePort } from "../parties/free-port.ts";
import { verifyReceiver } from "../receiver/index.ts";
import type { Mutant } from "./mutant.ts";

/** Takes one notification, and ends with the second. */
const PROGRAM = `let count = 0; require("http").createServer((request, response) => {
  if (++count === 2) process.exit(1);
  request.resume().on("end", () => response.writeHead(202).end());
}).listen(Number(process.argv[1]), "127.0.0.1");`;

/** Receivers whose process does not last. */
export const processMutants: readonly Mutant[] = (["graph", "acs"] as const).map((service) => {
  const webhook = service === "graph" ? "graph.commsNotifications" : "acs.callAutomationEvents";
  const check = `${webhook}/receiver/process` as const;
  return {
    name: check.replaceAll(/[^A-Za-z]+/g, "-").toLowerCase(),
    mode: "receiver",
    about: "A receiver whose process ends with the second notification.",
    proves: [check],
    async run() {
      const port = await freePort();
      return verifyReceiver({
        url: `http://127.0.0.1:${port}/`,
        services: [service],
        command: [process.execPath, "-e", PROGRAM, String(port)],
        filters: { checks: [check, `${webhook}/receiver/batch`] },
      });
    },
  };
});
