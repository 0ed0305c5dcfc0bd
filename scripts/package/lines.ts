/** What is known of each line that README gives to a terminal or a workflow. All of them run as they stand. */

/** A line that ends, and what it has to print. */
interface Ending {
  readonly prints: RegExp;
  /** A file that it writes, and what that holds. */
  readonly writes?: readonly [file: string, holds: RegExp];
}
/** One that goes on until it is ended, and where it answers. */
interface Serving {
  readonly answersAt: string;
}
/** One that is not run here. */
interface Left {
  readonly reason: string;
}

const SERVER_CONFORMS = /^server http:\S+ conforms: \d{3,} passed, 0 failed/m;

/** Every such line. One of README that is not here is a fault, and so is one here that README no longer has. */
export const LINES: Readonly<Record<string, Ending | Serving | Left>> = {
  "npm install call-handoff": { reason: "the tarball is what is installed; the registry may have another" },
  "npx call-handoff verify receiver --service graph --url http://127.0.0.1:3978/api/calls -- node bot.mjs": {
    prints: /^receiver http:\S+ conforms: \d{2,} passed, 0 failed/m,
  },
  "npx call-handoff simulate": { answersAt: "http://127.0.0.1:4010/simulator" },
  "npx call-handoff verify server --url http://127.0.0.1:4011 -- npx call-handoff simulate --port 4011": {
    prints: SERVER_CONFORMS,
  },
  "npx call-handoff requirements --operation graph.transfer": { prints: /^graph\.transfer +\d+ +\d+ +\d+$/m },
  "npx call-handoff verify server --url http://127.0.0.1:8080 --report github --report junit=gate.xml -- npm start":
    { prints: SERVER_CONFORMS, writes: ["gate.xml", /<testsuites [^>]*failures="0" errors="0"/] },
  "npx call-handoff diff acs@2024-09-15 acs@2026-03-12": { prints: /^Why a rule breaks, and what to do/m },
  "npm ci && npm run verify": { reason: "is for the repository, whose CI runs it" },
  "npm ci && npm test": { reason: "the same" },
};

/** What `npm start` is in the project of the workflow, whose own server listens at port 8080. */
export const START = "call-handoff simulate --port 8080";
