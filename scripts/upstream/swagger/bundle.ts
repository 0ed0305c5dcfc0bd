/** Makes one Swagger document of a definition and the files that it refers to, of what is in scope. */
import { existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { at } from "../../generate/document.ts";
import { isRecord, type SchemaObject } from "../../generate/schema.ts";
import { LACKS } from "../definition.ts";
import { withoutNames, type Scope } from "../documents.ts";
import { UpstreamInputError } from "../input-error.ts";
import { readJson } from "../json-file.ts";

const KINDS = ["definitions", "parameters", "responses"] as const;
type Kind = (typeof KINDS)[number];

/** Where a reference leads: a file, and what of it. */
interface Target {
  readonly file: string;
  readonly kind: Kind;
  readonly name: string;
}

/**
 * Bundles a definition file. A reference into a file that is not there becomes an empty schema that says so.
 *
 * @throws UpstreamInputError where a file lacks what is referred to, or two differ under one name
 */
export function bundleSwagger(file: string, scope: Scope): SchemaObject {
  const files = new Map<string, SchemaObject>();
  const found: Record<Kind, Record<string, unknown>> = { definitions: {}, parameters: {}, responses: {} };
  const homes = new Map<string, Target>();

  function load(path: string): SchemaObject {
    const known = files.get(path) ?? readJson(path);
    files.set(path, known);
    return known;
  }

  /** Follows definitions that are nothing but a reference to another. */
  function follow(reference: string, from: string, before: readonly string[] = []): Target {
    const target = targetOf(reference, from);
    if (!existsSync(target.file)) return target;
    const here = `${target.file}#${target.kind}/${target.name}`;
    if (before.includes(here)) throw new UpstreamInputError(`${from}: "${reference}" refers to itself.`);
    const value = at(load(target.file), target.kind)[target.name];
    if (!isRecord(value))
      throw new UpstreamInputError(
        `${from}: "${reference}" leads to nothing: ${target.file} has no such ${target.kind}.`,
      );
    const next = value["$ref"];
    const alone = Object.keys(value).every((key) => key === "$ref" || key === "description");
    return typeof next === "string" && alone ? follow(next, target.file, [...before, here]) : target;
  }

  /** Takes what a reference leads to into the bundle, and gives back the reference that leads to it there. */
  function take(reference: string, from: string): string {
    const target = follow(reference, from);
    const { kind, name } = target;
    const key = `${kind}/${name}`;
    const home = homes.get(key);
    if (home === undefined) {
      homes.set(key, target);
      const missing = { [LACKS]: ["definition"] };
      // Set before it is walked, as it may refer to itself.
      found[kind][name] = missing;
      if (existsSync(target.file)) found[kind][name] = copy(contentOf(target), target.file);
    } else if (home.file !== target.file && !isDeepStrictEqual(contentOf(home), contentOf(target)))
      throw new UpstreamInputError(`${name} is defined in ${home.file} and otherwise in ${target.file}.`);
    return `#/${kind}/${name}`;
  }

  function contentOf(target: Target): unknown {
    return existsSync(target.file) ? at(load(target.file), target.kind)[target.name] : undefined;
  }

  function copy(value: unknown, from: string): unknown {
    if (Array.isArray(value)) return value.map((part: unknown) => copy(part, from));
    if (!isRecord(value)) return value;
    return Object.fromEntries(
      Object.entries(value)
        .filter(([key]) => key !== "x-ms-examples")
        .map(([key, part]) => [
          key,
          key === "$ref" && typeof part === "string" ? take(part, from) : copy(part, from),
        ]),
    );
  }

  const root = load(file);
  const paths = Object.entries(at(root, "paths")).filter(([path]) => scope.paths.has(withoutNames(path)));
  const {
    paths: _paths,
    definitions: _definitions,
    parameters: _parameters,
    responses: _responses,
    ...rest
  } = root;
  const bundled = { ...asRecord(copy(rest, file)), paths: copy(Object.fromEntries(paths), file) };
  for (const name of Object.keys(at(root, "definitions")))
    if (scope.types.has(name)) take(`#/definitions/${name}`, file);
  return {
    info: { title: "", version: "" },
    ...bundled,
    ...found,
    swagger: "2.0",
    // Definitions alone say nothing of operations; a whole file that names no security says that there is none.
    ...(isRecord(root["paths"]) ? {} : { [LACKS]: ["paths", "servers", "security"] }),
  };
}

function targetOf(reference: string, from: string): Target {
  const [path = "", pointer = ""] = reference.split("#");
  const [, kind, name] = /^\/(\w+)\/([^/]+)$/.exec(pointer) ?? [];
  const known = KINDS.find((candidate) => candidate === kind);
  if (known === undefined || name === undefined)
    throw new UpstreamInputError(
      `${from}: "${reference}" is no reference to a definition, parameter or response.`,
    );
  return {
    file: path === "" ? from : resolve(dirname(from), decodeURIComponent(path)),
    kind: known,
    name: decodeURIComponent(name),
  };
}

function asRecord(value: unknown): SchemaObject {
  return isRecord(value) ? value : {};
}
