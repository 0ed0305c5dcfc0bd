/** How types of CSDL metadata are derived from each other. */
import { UpstreamInputError } from "../input-error.ts";
import { BOUND_TO, type CsdlModel, type CsdlType } from "./model.ts";

/** The types that a type is derived from, the nearest first; the last may be one that is not declared. */
export function basesOf(type: CsdlType, model: CsdlModel): string[] {
  const bases: string[] = [];
  for (let name = type.base; name !== undefined; name = model.types.get(name)?.base) {
    if (bases.includes(name)) throw new UpstreamInputError(`${name} is derived from itself.`);
    bases.push(name);
  }
  return bases;
}

/** The types that are derived from a type and can be sent. */
export function derivedOf(name: string, model: CsdlModel): string[] {
  return [...model.types]
    .filter(([, type]) => !type.abstract && basesOf(type, model).includes(name))
    .map(([other]) => other)
    .toSorted();
}

/** Whether a type is declared, and abstract. */
export function isAbstract(name: string | undefined, model: CsdlModel): boolean {
  return name !== undefined && model.types.get(name)?.abstract === true;
}

/** Entities are derived from an abstract one that members are never declared as. */
export function isEntity(bases: readonly string[], model: CsdlModel): boolean {
  const root = bases.at(-1);
  return root !== undefined && (model.types.get(root)?.properties.has("id") ?? false);
}

/** The key of a call, which the type that it is derived from has. */
export function callKey(model: CsdlModel): { name: string; type: string } | undefined {
  const call = model.types.get(BOUND_TO);
  const bases = call === undefined ? [] : basesOf(call, model);
  const id = bases
    .map((base) => model.types.get(base)?.properties.get("id"))
    .find((found) => found !== undefined);
  return id === undefined ? undefined : { name: "id", type: id.type };
}
