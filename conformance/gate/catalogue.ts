import { requirements, type CheckId } from "../../generated/requirements.ts";
import { routes } from "../../generated/routes.ts";
import type { Requirement } from "../../generated/contract.ts";
import type { VersionName } from "../../generated/operations.ts";
import type { Level, Source } from "../report/check.ts";

export type { CheckId } from "../../generated/requirements.ts";

/** Who is judged. */
export type Mode = "server" | "client" | "receiver";

/** What is known of a check before it is run: all of it follows from the requirements that name it. */
export interface CheckInfo {
  readonly id: CheckId;
  readonly mode: Mode;
  readonly operation: string;
  /** The strictest of its requirements. */
  readonly level: Level;
  readonly expectation: string;
  readonly source: Source;
  /** Ids of its requirements. */
  readonly requirements: readonly string[];
  /** Where it holds. */
  readonly versions: readonly VersionName[];
}

const LEVELS: readonly Level[] = ["MUST", "SHOULD", "MAY", "INFO"];

const versionNames = Object.keys(routes).filter((name): name is VersionName => Object.hasOwn(routes, name));

/** Every check of the gate by its id, in the order of the requirements. */
export const catalogue: ReadonlyMap<CheckId, CheckInfo> = new Map(
  [...rowsByCheck(requirements)].map(([id, rows]) => [id, infoOf(id, rows)]),
);

function rowsByCheck(rows: readonly Requirement<CheckId>[]): Map<CheckId, Requirement<CheckId>[]> {
  const found = new Map<CheckId, Requirement<CheckId>[]>();
  for (const row of rows)
    for (const check of row.checks) found.set(check, [...(found.get(check) ?? []), row]);
  return found;
}

function infoOf(id: CheckId, rows: readonly Requirement<CheckId>[]): CheckInfo {
  const [operation = "", group = ""] = id.split("/");
  const level = LEVELS.find((one) => rows.some((row) => row.level === one)) ?? "INFO";
  // Of the statements that make it as strict as it is, the one that is about it alone explains it best.
  const [first] = rows
    .filter((row) => row.level === level)
    .toSorted((one, other) => one.checks.length - other.checks.length);
  return {
    id,
    mode: group === "client" || group === "receiver" ? group : "server",
    operation,
    level,
    expectation: first?.text ?? "",
    source: first?.source ?? { document: "", place: "" },
    requirements: rows.map((row) => row.id),
    versions: versionNames.filter((name) => rows.some((row) => holdsIn(row, name))),
  };
}

/** Whether a requirement is one of a version. */
export function holdsIn({ operation, versions }: Requirement, name: VersionName): boolean {
  return name.startsWith(`${operation.split(".")[0]}@`) && (versions?.includes(name) ?? true);
}
