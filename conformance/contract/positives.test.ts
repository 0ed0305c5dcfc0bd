import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { targetsOf, type Message } from "./cases/target.ts";
import { messageShell, sampleMessages } from "./cases/valid.ts";
import { asRequest } from "./checks/messages.ts";
import { versionNames } from "./documents.ts";
import { violationsIn } from "./judges/generated.ts";
import { secondOpinion } from "./judges/opinion.ts";
import { prismJudge } from "./judges/prism.ts";
import { valuesOf } from "./schema/arbitrary.ts";
import { startPrism } from "./servers/prism.ts";

const runs = Number(process.env["FUZZ_RUNS"] ?? 8);
const servers = startPrism(versionNames);
afterAll(() => servers.close());

describe.each([...versionNames])("%s", (version) => {
  const opinion = secondOpinion(version);
  const prism = prismJudge(version, servers);
  const targets = targetsOf(version).filter((target) => target.body !== undefined);
  const cases = targets.map(
    (target) => [`${target.operation} ${target.kind} ${target.status}`.trim(), target] as const,
  );

  test.each(cases)(
    "%s: random valid bodies are accepted by both validators, by Ajv and by Prism",
    async (_, target) => {
      const shell = asRequest(messageShell(target));
      const bodies = valuesOf({ document: target.document }, target.body ?? true);
      await fc.assert(
        fc.asyncProperty(bodies, async (body) => {
          const message: Message = { ...shell, body };
          expect(violationsIn(target, message)).toEqual([]);
          expect(violationsIn(target, message, "tolerant")).toEqual([]);
          expect(opinion.accepts(target, message)).toBe(true);
          expect(await prism(target, [message])).toEqual([true]);
        }),
        { numRuns: runs },
      );
    },
  );

  test.each(cases)(
    "%s: after a random change the validator and the second opinion still agree",
    (_, target) => {
      const samples = sampleMessages(target).map(({ message }) => message);
      const edits = fc.tuple(
        fc.constantFrom(...samples),
        fc.array(fc.nat(20), { maxLength: 8 }),
        fc.jsonValue(),
        fc.nat(3),
      );
      fc.assert(
        fc.property(edits, ([message, path, value, kind]) => {
          const changed = { ...message, body: edited(message.body, path, value, kind) };
          expect(violationsIn(target, changed).length === 0).toBe(opinion.accepts(target, changed));
        }),
        { numRuns: runs * 5 },
      );
    },
  );
});

/** Replaces, removes or adds a value at a place inside a body, found by walking down as far as the path leads. */
function edited(body: unknown, [step, ...rest]: readonly number[], value: unknown, kind: number): unknown {
  if (step === undefined || typeof body !== "object" || body === null) return value;
  const names = Object.keys(body);
  const name = names[step % Math.max(1, names.length)];
  if (name === undefined) return value;
  const last = rest.length === 0;
  const entries = Object.entries(body).flatMap(([key, member]): [string, unknown][] => {
    if (key !== name) return [[key, member]];
    if (last && kind === 0) return [];
    return [[key, last && kind === 1 ? value : edited(member, rest, value, kind)]];
  });
  if (last && kind === 2) entries.push(["stranger", value]);
  return Array.isArray(body) ? entries.map(([, member]) => member) : Object.fromEntries(entries);
}
