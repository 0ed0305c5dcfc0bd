import { serveReceivers } from "./receiver.ts";

/**
 * Our own receivers as a program: `verify receiver --url http://127.0.0.1:4020/… -- node --import tsx
 * conformance/parties/receiver-program.ts 4020`.
 */
await serveReceivers({ port: Number(process.argv[2] ?? 0), environment: process.env });
