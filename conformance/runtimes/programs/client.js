/** Our clients as a program for `verify client`: `client.js web`, or `client.js node` for what `call-handoff/node` gives. */
import { serve } from "./serve.js";
import { handOn, takeCallback } from "./hand-on.js";

const [, , means] = process.argv;
const { url } = await serve(takeCallback);
const failures = await handOn(process.env, `${url}/callbacks`, means === "node" ? await ofNode() : {});
for (const failure of failures) process.stderr.write(`${failure}\n`);
process.exit(failures.length > 0 ? 1 : 0);

async function ofNode() {
  const { nodeDigest, undiciFetch } = await import("call-handoff/node");
  return { fetch: undiciFetch(), digest: nodeDigest };
}
