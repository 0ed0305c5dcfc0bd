import type { VersionName } from "../../generated/operations.ts";
import { catalogue, type CheckInfo, type Mode } from "./catalogue.ts";
import { GateError } from "./errors.ts";
import { matchesGlob } from "./glob.ts";

/** What of a mode is run. Absent or empty means everything. */
export interface Filters {
  /** Such as `graph.transfer`. */
  readonly operations?: readonly string[];
  /** Such as `beta`, `2026-03-12` or `graph@beta`. */
  readonly versions?: readonly string[];
  /** Ids of checks, or globs of them. */
  readonly checks?: readonly string[];
  /** Services that the target has. */
  readonly services?: readonly string[];
}

/** A check in one version. */
export interface Selected {
  readonly info: CheckInfo;
  readonly version: VersionName;
}

/**
 * The checks of a mode that pass every filter.
 *
 * @throws GateError for a filter that matches nothing
 */
export function select(mode: Mode, filters: Filters): Selected[] {
  const { operations, versions, checks, services } = filters;
  let selected: Selected[] = [...catalogue.values()]
    .filter((info) => info.mode === mode)
    .flatMap((info) => info.versions.map((version) => ({ info, version })));
  const narrow = (name: string, values: readonly string[] | undefined, fits: Fits) => {
    if (!values || values.length === 0) return;
    for (const value of values)
      if (!selected.some((one) => fits(one, value)))
        throw new GateError(`${name} "${value}" matches no check of verify ${mode}.`);
    selected = selected.filter((one) => values.some((value) => fits(one, value)));
  };
  narrow("The service", services, ({ version }, value) => version.startsWith(`${value}@`));
  narrow("--operation", operations, ({ info }, value) => info.operation === value);
  narrow("--api-version", versions, ({ version }, value) => isNamed(version, value));
  narrow("--check", checks, ({ info }, value) => matchesGlob(info.id, value));
  return selected;
}

type Fits = (selected: Selected, value: string) => boolean;

function isNamed(version: VersionName, value: string): boolean {
  return version === value || version.endsWith(`@${value}`);
}

/** A test of whether a check was selected in a version. */
export function wanted(selected: readonly Selected[]): (version: VersionName, id: string) => boolean {
  const names = new Set(selected.map(({ info, version }) => `${version} ${info.id}`));
  return (version, id) => names.has(`${version} ${id}`);
}
