/** Our receivers as a program for `verify receiver`: `receivers.js <port> own`, or `node` for those in `node:http`. */
import { receive } from "./receive.js";
import { serve } from "./serve.js";

const [, , port, server] = process.argv;
await serve(receive(process.env), { port: Number(port), server });
