import { statSync } from "node:fs";
import { join, resolve } from "node:path";
import { nearest } from "../command/nearest.ts";
import { bundledContract, isVersionName, versionNames } from "./bundled.ts";
import type { Contract } from "./change.ts";
import { ContractError } from "./contract-error.ts";
import { fileOf, readDocument, readFolder, type LoadYaml } from "./contract-file.ts";

/** A contract, and where its parts were read from. */
export interface ReadContract extends Contract {
  /** The file of the document as it was named; absent for a version of this package. */
  readonly file?: string;
  /** The file of the flows, as the folder was named; absent where none were read from one. */
  readonly flowsFile?: string;
  /** The file of the requirements, as the folder was named; absent where none were read from one. */
  readonly requirementsFile?: string;
}

/**
 * Reads a contract: a version of this package such as `acs@2024-09-15`, an OpenAPI document in a file, or a folder
 * with `openapi.json` and, where they are to be compared, `flows.json` and `requirements.json`. Any of them may be YAML
 * instead, for which the package `yaml` has to be installed.
 *
 * @param folder - where paths begin
 * @throws ContractError for what is none of these; its `code` says why
 */
export async function readContract(
  source: string,
  folder: string = process.cwd(),
  loadYaml: LoadYaml = () => import("yaml"),
): Promise<ReadContract> {
  if (isVersionName(source)) return bundledContract(source);
  const path = resolve(folder, source);
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats) throw new ContractError(codeOf(source), missing(source));
  if (!stats.isDirectory())
    return { name: source, file: source, document: await readDocument(path, source, loadYaml) };
  const contract = await readFolder(path, source, loadYaml);
  const [file = "", flowsFile, requirementsFile] = ["openapi", "flows", "requirements"].map((kind) => {
    const found = fileOf(path, kind);
    return found === undefined ? undefined : join(source, found);
  });
  return {
    ...contract,
    file,
    ...(flowsFile !== undefined && { flowsFile }),
    ...(requirementsFile !== undefined && { requirementsFile }),
  };
}

/** What nobody would call a file was meant as a name. */
function codeOf(source: string): "ERR_UNKNOWN_VERSION" | "ERR_UNREADABLE" {
  return source.includes("@") && !/[\\/]/.test(source) ? "ERR_UNKNOWN_VERSION" : "ERR_UNREADABLE";
}

function missing(source: string): string {
  const [service = "", version] = source.split("@");
  const ofService = versionNames.filter((name) => name.startsWith(`${service}@`));
  const meant =
    // Versions of one service are told apart by a few digits: which is meant is not for us to say.
    version !== undefined && ofService.length > 0 && /^\d/.test(version)
      ? undefined
      : nearest(source, versionNames);
  const there = ofService.length > 0 ? ofService : versionNames;
  const hint = meant === undefined ? `There are ${there.join(", ")}.` : `Did you mean ${meant}?`;
  if (codeOf(source) === "ERR_UNKNOWN_VERSION") return `This package holds no version "${source}". ${hint}`;
  return `There is no file or folder "${source}".${meant === undefined ? ` Of versions, there are ${versionNames.join(", ")}.` : ` ${hint}`}`;
}
