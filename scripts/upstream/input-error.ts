/** What was given cannot be read: a folder that is not there, a file that is not what it should be. Exit code 2. */
export class UpstreamInputError extends Error {
  override readonly name = "UpstreamInputError";
}
