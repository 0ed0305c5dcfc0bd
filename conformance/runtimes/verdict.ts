/** What was found of one part on one runtime. */
export interface Verdict {
  readonly passed: number;
  /** What the gate left out, each with its reason. */
  readonly excluded: readonly string[];
  /** What failed, or could not be judged, each with what was seen. */
  readonly failed: readonly string[];
}

interface Judged {
  readonly id: string;
  readonly apiVersion: string;
  readonly level: string;
  readonly status: string;
  readonly message: string;
}

interface Found {
  readonly name: string;
  readonly ok: boolean;
  readonly message: string;
}

/** A part of which there is no verdict. */
export function broken(why: string): Verdict {
  return { passed: 0, excluded: [], failed: [why] };
}

/**
 * Reads the JSON report of the gate. What is only noted has passed, as it is no rule; a failed SHOULD has failed.
 *
 * @param code - how the gate ended
 */
export function readReport(text: string, code: number | null): Verdict {
  const report: unknown = JSON.parse(text);
  const checks = listIn(listIn(report, "runs")[0], "checks").filter(isJudged);
  if (checks.length === 0) return broken("The gate judged nothing.");
  const isGood = ({ status, level }: Judged) =>
    status === "passed" || (status === "failed" && (level === "INFO" || level === "MAY"));
  const bad = checks.filter((check) => !isGood(check) && check.status !== "excluded");
  const told = ({ id, apiVersion, message }: Judged) =>
    `\`${id}\` (${apiVersion}): ${message.replaceAll("\n", " ")}`;
  const failed = bad.map(told);
  if (code !== 0 && failed.length === 0) failed.push(`The gate ended with ${code}.`);
  return {
    passed: checks.filter(isGood).length,
    excluded: checks.filter(({ status }) => status === "excluded").map(told),
    failed,
  };
}

/** Reads what a program found that judges for itself. */
export function readFound(text: string, code: number | null): Verdict {
  const list: unknown = JSON.parse(text);
  const found = Array.isArray(list) ? list.filter(isFound) : [];
  if (found.length === 0) return broken("Nothing was judged.");
  const failed = found.filter(({ ok }) => !ok).map(({ name, message }) => `${name}: ${message}`);
  if (code !== 0) failed.push(`The program ended with ${code}.`);
  return { passed: found.filter(({ ok }) => ok).length, excluded: [], failed };
}

function listIn(value: unknown, key: string): unknown[] {
  const list: unknown = typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
  return Array.isArray(list) ? list : [];
}

function isJudged(value: unknown): value is Judged {
  return hasTexts(value, ["id", "apiVersion", "level", "status", "message"]);
}

function isFound(value: unknown): value is Found {
  return hasTexts(value, ["name", "message"]) && "ok" in value && typeof value.ok === "boolean";
}

function hasTexts(value: unknown, names: readonly string[]): value is object {
  return (
    typeof value === "object" &&
    value !== null &&
    names.every((name) => typeof Reflect.get(value, name) === "string")
  );
}
