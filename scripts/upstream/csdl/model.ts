/** What CSDL metadata declares, as far as it is read. Types of `microsoft.graph` are named without their namespace. */
import { isDeepStrictEqual } from "node:util";
import { UpstreamInputError } from "../input-error.ts";

export interface CsdlModel {
  readonly enums: ReadonlyMap<string, readonly string[]>;
  readonly types: ReadonlyMap<string, CsdlType>;
  /** Actions that are bound to a call, by name. */
  readonly actions: ReadonlyMap<string, readonly CsdlParameter[]>;
  /** Paths at which a collection of calls stands; absent where the metadata has no container. */
  readonly collections?: readonly string[];
}

export interface CsdlType {
  readonly base: string | undefined;
  readonly open: boolean;
  readonly abstract: boolean;
  readonly properties: ReadonlyMap<string, CsdlProperty>;
}

export interface CsdlProperty {
  /** `Edm.String`, the name of a type, or `Collection(…)` of either. */
  readonly type: string;
  /** Whether it, or an item of the collection, may be null. */
  readonly nullable: boolean;
  /** Whether it leads to another entity, which is sent only where it is asked for. */
  readonly navigation: boolean;
}

export interface CsdlParameter {
  readonly name: string;
  readonly type: string;
  readonly nullable: boolean;
  /** Whether it is annotated as one that may be left out. */
  readonly optional: boolean;
}

/** The type that actions of handing on are bound to. */
export const BOUND_TO = "call";

/** A type by the name that it has here: without the alias or namespace of Microsoft Graph itself. */
export function shortType(type: string): string {
  const collection = /^Collection\((.*)\)$/.exec(type)?.[1];
  if (collection !== undefined) return `Collection(${shortType(collection)})`;
  return type.replace(/^(?:graph|microsoft\.graph)\.(?=[^.]+$)/, "");
}

/**
 * Puts together what several files of one version declare.
 *
 * @throws UpstreamInputError where two files declare the same thing otherwise
 */
export function mergeModels(
  models: readonly { readonly file: string; readonly model: CsdlModel }[],
): CsdlModel {
  const collections = models.map(({ model }) => model.collections).find((found) => found !== undefined);
  return {
    enums: mergeMaps(
      models.map(({ file, model }) => ({ file, map: model.enums })),
      // The order of values means nothing.
      (a, b) => isDeepStrictEqual(a.toSorted(), b.toSorted()),
    ),
    types: mergeMaps(models.map(({ file, model }) => ({ file, map: model.types }))),
    actions: mergeMaps(ofCsdl(models).map(({ file, model }) => ({ file, map: model.actions }))),
    ...(collections === undefined ? {} : { collections }),
  };
}

/** Where there is CSDL it is the original, and an action that it has not is none. Types are in it in part only. */
function ofCsdl<T extends { readonly file: string }>(models: readonly T[]): readonly T[] {
  const originals = models.filter(({ file }) => file.endsWith(".csdl"));
  return originals.length === 0 ? models : originals;
}

function mergeMaps<T>(
  sources: readonly { readonly file: string; readonly map: ReadonlyMap<string, T> }[],
  same: (a: T, b: T) => boolean = isDeepStrictEqual,
): ReadonlyMap<string, T> {
  const merged = new Map<string, { file: string; value: T }>();
  for (const { file, map } of sources) {
    for (const [name, value] of map) {
      const known = merged.get(name);
      if (known !== undefined && !same(known.value, value))
        throw new UpstreamInputError(`${name} is declared in ${known.file} and otherwise in ${file}.`);
      if (known === undefined) merged.set(name, { file, value });
    }
  }
  return new Map([...merged].map(([name, { value }]) => [name, value]));
}
