import { GateError } from "../gate/errors.ts";

/** Every code that an error about a contract can have. Codes never change their meaning. */
export type ContractErrorCode =
  /** The package holds no version of this name. */
  | "ERR_UNKNOWN_VERSION"
  /** There is no such file or folder, or it cannot be read or written. */
  | "ERR_UNREADABLE"
  /** A file is neither JSON nor YAML, or does not hold what its name says. */
  | "ERR_MALFORMED"
  /** A file is YAML, and the package `yaml` is not installed. */
  | "ERR_YAML_MISSING"
  /** A file holds no OpenAPI document of version 3.0 or 3.1. */
  | "ERR_NO_OPENAPI"
  /** A document refers to other files. */
  | "ERR_NOT_BUNDLED"
  /** A document refers to something that it does not hold. */
  | "ERR_UNRESOLVED";

/** What was given is no contract that can be compared. Exit code 2. */
export class ContractError extends GateError {
  override readonly name = "ContractError";
  readonly code: ContractErrorCode;

  constructor(code: ContractErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
