/** Compares one operation of ours with the official one: parameters, body, statuses, security. */
import { at, resolve } from "../../generate/document.ts";
import { isRecord, type SchemaObject } from "../../generate/schema.ts";
import type { Findings } from "./findings.ts";
import { lacks, present, type SchemaComparison } from "./schemas.ts";

/** One side of an operation. */
export interface OperationSide {
  readonly document: SchemaObject;
  readonly operation: SchemaObject;
}

const DEPENDENT = "x-dependent-parameters";

/** Compares two operations. */
export function compareOperation(
  place: string,
  ours: OperationSide,
  official: OperationSide,
  sheet: Findings,
  schemas: SchemaComparison,
): void {
  sheet.fact(
    place,
    "deprecated",
    ours.operation["deprecated"] === true,
    official.operation["deprecated"] === true,
  );
  if (lacks(official.operation, "parameters")) {
    for (const name of parametersOf(ours).keys()) sheet.lacking(`${place} ${name}`, "the parameters");
  } else compareParameters(place, ours, official, sheet, schemas);
  compareBodies(`${place} body`, bodyOf(ours), bodyOf(official), sheet, schemas);
  compareResponses(place, ours, official, sheet, schemas);
  if (lacks(official.document, "security")) sheet.lacking(`${place} security`, "security");
  else sheet.fact(place, "security", securityOf(ours), securityOf(official));
  for (const name of Object.keys(at(ours.operation, "callbacks")))
    sheet.lacking(`${place} callback ${name}`, "callbacks");
}

function compareParameters(
  place: string,
  ours: OperationSide,
  official: OperationSide,
  sheet: Findings,
  schemas: SchemaComparison,
): void {
  const [mine, theirs] = [parametersOf(ours), parametersOf(official)];
  for (const name of new Set([...mine.keys(), ...theirs.keys()])) {
    const [left, right] = [mine.get(name), theirs.get(name)];
    const here = `${place} ${name}`;
    sheet.fact(here, "parameter", present(left !== undefined), present(right !== undefined));
    if (left === undefined || right === undefined) continue;
    sheet.fact(here, "required", left["required"] === true, right["required"] === true);
    schemas.use(here, left["schema"], right["schema"]);
  }
  const dependent = ours.operation[DEPENDENT];
  if (dependent !== undefined)
    sheet.fact(place, "dependent parameters", dependent, official.operation[DEPENDENT]);
}

function compareBodies(
  place: string,
  ours: SchemaObject,
  official: SchemaObject,
  sheet: Findings,
  schemas: SchemaComparison,
): void {
  sheet.fact(place, "required", ours["required"] === true, official["required"] === true);
  compareContent(place, ours, official, sheet, schemas);
}

/** Compares media types, and the body of each that both have. */
function compareContent(
  place: string,
  ours: SchemaObject,
  official: SchemaObject,
  sheet: Findings,
  schemas: SchemaComparison,
): void {
  const [mine, theirs] = [at(ours, "content"), at(official, "content")];
  sheet.fact(place, "media types", Object.keys(mine).toSorted(), Object.keys(theirs).toSorted());
  for (const [type, content] of Object.entries(mine))
    if (type in theirs) schemas.use(place, at(content)["schema"], at(theirs, type)["schema"]);
}

function compareResponses(
  place: string,
  ours: OperationSide,
  official: OperationSide,
  sheet: Findings,
  schemas: SchemaComparison,
): void {
  const [mine, theirs] = [responsesOf(ours), responsesOf(official)];
  const named = (responses: ReadonlyMap<string, SchemaObject>) =>
    [...responses.keys()].filter((status) => status !== "default").toSorted();
  sheet.fact(place, "statuses", named(mine), named(theirs));
  const unknown = lacks(official.operation, "errors");
  for (const [status, response] of mine) {
    const here = `${place} ${status}`;
    const other = theirs.get(status);
    if (status === "default" && unknown) sheet.lacking(here, "errors");
    else if (status === "default") sheet.fact(here, "status", "present", present(other !== undefined));
    if (other === undefined) continue;
    compareContent(here, response, other, sheet, schemas);
    const headers = [response, other].map((side) => Object.keys(at(side, "headers")).toSorted());
    sheet.fact(here, "headers", headers[0], headers[1]);
  }
  if (!mine.has("default") && theirs.has("default"))
    sheet.fact(`${place} default`, "status", undefined, "present");
}

/** Parameters by `in` and name; names of headers are compared without regard to case. */
function parametersOf({ document, operation }: OperationSide): Map<string, SchemaObject> {
  const parameters = Array.isArray(operation["parameters"]) ? operation["parameters"] : [];
  return new Map(
    parameters.map((parameter: unknown) => {
      const resolved = resolve(document, parameter);
      const name = String(resolved["name"]);
      return [
        `${String(resolved["in"])} ${resolved["in"] === "header" ? name.toLowerCase() : name}`,
        resolved,
      ];
    }),
  );
}

function bodyOf({ document, operation }: OperationSide): SchemaObject {
  return resolve(document, operation["requestBody"]);
}

function responsesOf({ document, operation }: OperationSide): Map<string, SchemaObject> {
  return new Map(
    Object.entries(at(operation, "responses")).map(([status, response]) => [
      status,
      resolve(document, response),
    ]),
  );
}

/** The ways to prove who calls: each a list of what must be sent together. */
function securityOf({ document, operation }: OperationSide): readonly string[] {
  const ways = operation["security"] ?? document["security"];
  if (!Array.isArray(ways)) return [];
  return ways.filter(isRecord).map((way) =>
    Object.keys(way)
      .map((name) => schemeText(at(document, "components", "securitySchemes", name)))
      .toSorted()
      .join(" + "),
  );
}

function schemeText(scheme: SchemaObject): string {
  const words = ["type", "scheme", "in", "name"].map((key) => scheme[key]);
  return words.filter((word) => typeof word === "string").join(" ");
}
