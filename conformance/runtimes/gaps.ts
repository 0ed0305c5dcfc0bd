import type { PartName } from "./parts.ts";

/** What is not judged on some runtimes. */
export interface Gap {
  readonly runtimes: readonly string[];
  readonly parts: readonly PartName[];
  readonly why: string;
  /** A program that prints `true` when the reason holds no longer; the run then fails until the gap is closed. */
  readonly probe?: string;
}

/** All of them. What is not named here is judged. */
export const gaps: readonly Gap[] = [
  {
    runtimes: ["workerd"],
    parts: ["clients of node", "receivers of node"],
    why: "`call-handoff/node` is for the servers, sockets and digests of Node.js. In a Worker the clients send by `fetch`, and a receiver is the `fetch` of the Worker.",
  },
  {
    runtimes: ["workerd"],
    parts: ["command"],
    why: "The command reads files, listens and starts programs, none of which a Worker can.",
  },
  {
    runtimes: ["workerd"],
    parts: ["msw 2", "msw 3"],
    why: "`msw/node` is not for Workers. The simulator answers there in the same process (`simulator.fetch`).",
  },
  {
    runtimes: ["node20"],
    parts: ["msw 3"],
    why: "msw 3 needs Node.js 22: on 20 it does not see what `fetch` sends.",
    probe: "msw-alone.js",
  },
  {
    runtimes: ["bun", "deno"],
    parts: ["msw 3"],
    why: "msw 3 looks into the sockets of Node.js, and does not see what the `fetch` of Bun and Deno sends; msw 2 does.",
    probe: "msw-alone.js",
  },
];

/** Why a part is not judged on a runtime; `undefined` where it is. */
export function gapOf(runtime: string, part: PartName): Gap | undefined {
  return gaps.find(({ runtimes, parts }) => runtimes.includes(runtime) && parts.includes(part));
}
