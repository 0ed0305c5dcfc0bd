import { join } from "node:path";
import { writeWhole } from "../report/file.ts";
import type { Contract } from "./change.ts";
import { ContractError } from "./contract-error.ts";
import { fileOf } from "./contract-file.ts";

/**
 * Writes a contract into a folder, which can be compared with later: so a team keeps what it relies on.
 *
 * @param name - what the folder is called in messages
 * @returns the names of the files
 * @throws ContractError where the folder holds a part that would not be of this contract; ReportError where it cannot be
 *   written to
 */
export function saveContract(contract: Contract, folder: string, name: string): string[] {
  const parts = { openapi: contract.document, flows: contract.flows, requirements: contract.requirements };
  for (const [part, value] of Object.entries(parts)) {
    const found = fileOf(folder, part);
    if (found !== undefined && (value === undefined || found !== `${part}.json`))
      throw new ContractError(
        "ERR_UNREADABLE",
        `${join(name, found)} is not of ${contract.name}, and would be read with it. Take it away first.`,
      );
  }
  const present = Object.entries(parts).filter(([, value]) => value !== undefined);
  for (const [part, value] of present)
    writeWhole(
      join(folder, `${part}.json`),
      `${JSON.stringify(value, undefined, 2)}\n`,
      join(name, `${part}.json`),
    );
  return present.map(([part]) => `${part}.json`);
}
