import { TRANSFER } from "./messages.ts";
import { run, type Program, type ProgramOptions } from "./program.ts";

/** The command `simulate` in a process of its own. */
export interface Simulated {
  readonly program: Program;
  readonly url: string;
  /** Where receivers find its keys. */
  readonly configuration: string;
  /** Makes a call of Graph that tells a bot, and hands it on; gives its id. */
  readonly transfer: (callbackUri: string) => Promise<string>;
}

/** Starts it. */
export async function simulate(
  args: readonly string[] = [],
  options: ProgramOptions = {},
): Promise<Simulated> {
  const program = run(["simulate", "--port", "0", ...args], options);
  const url = await program.wrote(/listens at (\S+)\n/);
  const token = await program.wrote(/token +(\S+)\n/);
  const post = (path: string, body: unknown) =>
    fetch(url + path, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  return {
    program,
    url,
    configuration: `${url}/simulator/.well-known/openid-configuration`,
    async transfer(callbackUri) {
      const created = await post("/simulator/calls", { service: "graph", kind: "peerToPeer", callbackUri });
      const [, id = ""] = /"id":"([^"]+)"/.exec(await created.text()) ?? [];
      const { status } = await post(`/v1.0/communications/calls/${id}/transfer`, TRANSFER.request);
      if (status !== 202) throw new Error(`The transfer was answered with ${status}.`);
      return id;
    },
  };
}
