import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020, type ErrorObject } from "ajv/dist/2020.js";
import { parse } from "yaml";
import type { Requirement } from "../../generated/contract.ts";
import type { VersionDocument } from "./document.ts";
import { listOperations } from "./operations.ts";
import { isRecord } from "./schema.ts";

interface Row {
  readonly id: string;
  readonly level: Requirement["level"];
  readonly place: string;
  readonly text: string;
  readonly operation?: string;
  readonly versions?: readonly string[];
  readonly checks?: readonly string[];
  readonly excluded?: string;
}

interface RequirementFile {
  readonly document: string;
  readonly operation?: string;
  readonly requirements: readonly Row[];
}

const text = { type: "string", pattern: String.raw`\S` } as const;
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
  const names = readdirSync(folder).toSorted();
  const files = names.map((name) => [name, readFileSync(join(folder, name), "utf8")] as const);
  return requirementRows(files, versions);
}

/**
 * Rows of files, given by name and text.
 *
 * @throws Error that names file and row: for what is no such file, a row that is neither or both of tested and excluded,
 *   two rows of one id, and operations, versions or checks that the specs do not know
 */
export function requirementRows(
  files: readonly (readonly [name: string, text: string])[],
  versions: readonly VersionDocument[],
): Requirement[] {
  const homes = new Map<string, string>();
  return files.flatMap(([file, content]) => {
    const fail = (message: string) => new Error(`specs/requirements/${file}: ${message}`);
    const { document, operation, requirements } = parsed(content, fail);
    return requirements.map((row) => {
      const home = homes.get(row.id);
      if (home !== undefined) throw fail(`${row.id}: there is one of this id already, in ${home}`);
      homes.set(row.id, file);
      const about = row.operation ?? operation;
      if (about === undefined) throw fail(`${row.id}: neither the row nor the file names an operation`);
      const problem = strangerIn(about, row, versions);
      if (problem !== undefined) throw fail(`${row.id}: ${problem}`);
      return requirement(document, about, row);
    });
  });
}

function parsed(content: string, fail: (message: string) => Error): RequirementFile {
  let given: unknown;
  try {
    given = parse(content);
  } catch (error) {
    throw fail(error instanceof Error ? error.message : String(error));
  }
  if (validate(given)) return given;
  throw fail(validate.errors?.map((error) => faultOf(given, error)).join("; ") ?? "");
}

/** What is wrong, and in which row: by its id, or else by its number. */
function faultOf(given: unknown, { instancePath, keyword, message = "", params }: ErrorObject): string {
  const [, list, index, ...rest] = instancePath.split("/");
  if (list !== "requirements" || index === undefined) return `${instancePath} ${message}`.trim();
  const rows = isRecord(given) && Array.isArray(given["requirements"]) ? given["requirements"] : [];
  const row: unknown = rows[Number(index)];
  const name = isRecord(row) && typeof row["id"] === "string" ? row["id"] : `row ${Number(index) + 1}`;
  if (keyword === "oneOf") return `${name}: it needs checks, or excluded with the reason, and not both`;
  const stranger = keyword === "additionalProperties" ? `: ${params["additionalProperty"]}` : "";
  return `${name}: ${rest.map((part) => `${part} `).join("")}${message}${stranger}`;
}

/** Something that a row names and the specs do not know. */
function strangerIn(
  about: string,
  { checks = [], versions: names = [] }: Row,
  versions: readonly VersionDocument[],
): string | undefined {
  const serving = versions.filter(({ document }) => namesIn(document).includes(about));
  const [first] = serving;
  if (!first) return `there is no operation ${about}`;
  for (const name of names) {
    if (!versions.some((version) => version.name === name)) return `there is no version ${name}`;
    if (!serving.some((version) => version.name === name)) return `${name} has no ${about}`;
  }
  for (const check of checks) {
    const [operation = ""] = check.split("/");
    const holder = versions.find(({ document }) => namesIn(document).includes(operation));
    if (!holder) return `${check} is of no operation`;
    // The versions of a check are those of its rows.
    if (holder.service !== first.service) return `${check} is of another service`;
  }
  return undefined;
}

function requirement(document: string, operation: string, row: Row): Requirement {
  const { id, level, place, text: wording, versions, checks = [], excluded } = row;
  return {
    id,
    operation,
    level,
    source: { document, place },
    text: wording.trim(),
    ...(versions && { versions }),
    checks,
    ...(excluded !== undefined && { excluded: excluded.trim() }),
  };
}

/** The names of a version's operations and webhooks, which requirements are about. */
function namesIn(document: VersionDocument["document"]): string[] {
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
