import { invalid } from "../errors.ts";

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/**
 * The address that operations are sent below, without a slash at its end.
 *
 * @throws HandoffError `ERR_INVALID_ARGUMENT` for what is no plain https address
 */
export function baseAddress(name: string, address: string, allowLoopbackHttp = false): string {
  try {
    const url = new URL(address);
    const { origin, pathname, username, password } = url;
    if (isPrivate(url, allowLoopbackHttp) && !username && !password && !/[?#]/.test(address))
      return origin + pathname.replace(/\/+$/, "");
  } catch {}
  throw invalid(
    `${name} has to be an https:// address without user or query, or one of this machine with allowLoopbackHttp.`,
  );
}

/** Whether nobody on the way can read or change what goes to an address. */
export function isPrivate({ protocol, hostname }: URL, allowLoopbackHttp: boolean): boolean {
  return protocol === "https:" || (protocol === "http:" && allowLoopbackHttp && LOOPBACK.test(hostname));
}

/** @throws HandoffError `ERR_INVALID_ARGUMENT` for a version that this package does not know */
export function knownVersion(name: string, versions: readonly string[], version: string): void {
  if (!versions.includes(version)) throw invalid(`${name} has to be one of ${versions.join(", ")}.`);
}
