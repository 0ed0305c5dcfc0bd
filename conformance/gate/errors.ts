/** The gate was asked for what it cannot do: a flag, a filter or a configuration is wrong. Exit code 2. */
export class GateError extends Error {
  override readonly name: string = "GateError";
}
