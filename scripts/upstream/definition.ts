/**
 * The one form that official definitions are brought into: an OpenAPI 3.1 document without prose, of what our versions
 * speak of. What the definition leaves out is said in it, so that it is told from what it denies.
 */
import type { SchemaObject } from "../generate/schema.ts";
import type { Service } from "./documents.ts";

/** One official definition. */
export interface Definition {
  readonly service: Service;
  readonly apiVersion: string;
  /** The files it was read from, relative to the folder that was given; or where it is stored. */
  readonly source: string;
  readonly document: SchemaObject;
}

/** On the document, an operation or a schema: what the definition does not say. */
export const LACKS = "x-lacks";
/** On a schema: the type that it is derived from, whose members it repeats. */
export const BASE = "x-base";
/** On a schema: nothing has this type itself, only types derived from it. */
export const ABSTRACT = "x-abstract";
/** Values that a reader must expect others beside. */
export const EXTENSIBLE = "x-extensible-enum";

/** The parts that a definition can lack. */
export type Lacking =
  | "paths"
  | "parameters"
  | "errors"
  | "servers"
  | "security"
  | "base"
  | "definition"
  | "derived";

/** Where schemas are kept. */
export function schemaReference(name: string): string {
  return `#/components/schemas/${name}`;
}
