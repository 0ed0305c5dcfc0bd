import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { parse } from "yaml";
import type { Requirement } from "../../generated/contract.ts";
import type { VersionDocument } from "./document.ts";
import { listOperations } from "./operations.ts";

interface RequirementFile {
  readonly document: string;
  readonly operation?: string;
  readonly requirements: readonly {
    readonly id: string;
    readonly level: Requirement["level"];
    readonly place: string;
    readonly text: string;
    readonly operation?: string;
    readonly versions?: readonly string[];
    readonly checks?: readonly string[];
    readonly excluded?: string;
  }[];
}

const text = { type: "string", minLength: 1 } as const;
const CHECK_ID = "^(acs|graph)\\.[A-Za-z]+/[a-z-]+/[a-z\\d-]+$";

const validate = new Ajv2020({ allErrors: true, strictRequired: false }).compile<RequirementFile>({
  type: "object",
  additionalProperties: false,
  required: ["document", "requirements"],
  properties: {
    document: text,
    operation: text,
    requirements: {
      type: "array",
      minItems: 1,
      items: {
        type: "object",
        additionalProperties: false,
        required: ["id", "level", "place", "text"],
        // Tested or excluded, and nothing else.
        oneOf: [{ required: ["checks"] }, { required: ["excluded"] }],
        properties: {
          id: { type: "string", pattern: "^[a-z\\d-]+(/[a-z\\d.-]+)+$" },
          level: { type: "string", enum: ["MUST", "SHOULD", "MAY", "INFO"] },
          place: text,
          text,
          operation: text,
          versions: { type: "array", items: text, minItems: 1, uniqueItems: true },
          checks: {
            type: "array",
            items: { type: "string", pattern: CHECK_ID },
            minItems: 1,
            uniqueItems: true,
          },
          excluded: text,
        },
      },
    },
  },
});

/** The rows of `specs/requirements/`, in the order of files and rows. */
export function readRequirements(root: string, versions: readonly VersionDocument[]): Requirement[] {
  const folder = join(root, "specs/requirements");
  const known = new Set(versions.flatMap((version) => names(version)));
  const versionNames = new Set(versions.map(({ service, apiVersion }) => `${service}@${apiVersion}`));
  const ids = new Set<string>();
  return readdirSync(folder)
    .toSorted()
    .flatMap((file) => {
      const given: unknown = parse(readFileSync(join(folder, file), "utf8"));
      const fail = (message: string) => new Error(`specs/requirements/${file}: ${message}`);
      if (!validate(given)) {
        const faults = validate.errors?.map(({ instancePath, message }) => `${instancePath} ${message}`);
        throw fail(faults?.join("; ") ?? "");
      }
      const { document, operation: shared = "", requirements } = given;
      return requirements.map(({ id, level, place, text: wording, checks = [], excluded, ...row }) => {
        const operation = row.operation ?? shared;
        if (ids.has(id)) throw fail(`there are two requirements ${id}`);
        ids.add(id);
        if (!known.has(operation)) throw fail(`${id}: there is no operation ${operation}`);
        for (const name of row.versions ?? [])
          if (!versionNames.has(name)) throw fail(`${id}: there is no version ${name}`);
        for (const check of checks)
          if (!known.has(check.split("/")[0] ?? "")) throw fail(`${id}: ${check} is of no operation`);
        return {
          id,
          operation,
          level,
          source: { document, place },
          text: wording.trim(),
          ...(row.versions && { versions: row.versions }),
          checks,
          ...(excluded !== undefined && { excluded: excluded.trim() }),
        };
      });
    });
}

/** The names of a version's operations and webhooks, which requirements are about. */
function names({ document }: VersionDocument): string[] {
  return listOperations(document).map(({ operation, kind, definition }) =>
    kind === "webhook" ? String(definition["operationId"]) : operation,
  );
}

/** `generated/requirements.ts`: what the documents say, and the checks that follow from it. */
export function requirementsModule(rows: readonly Requirement[]): string {
  const checks = [...new Set(rows.flatMap((row) => row.checks))];
  return [
    'import type { Requirement } from "./contract.ts";',
    "",
    "/** The id of a check of the gate. */",
    `export type CheckId =\n${checks.map((id) => `  | ${JSON.stringify(id)}`).join("\n")};`,
    "",
    "/** What the documents say, row by row. */",
    `export const requirements: readonly Requirement<CheckId>[] = ${JSON.stringify(rows, undefined, 2)};`,
    "",
  ].join("\n");
}
