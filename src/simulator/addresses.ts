import { isPrivate } from "../http/endpoint.ts";

/** Where a simulator may send notifications to. */
export interface AddressRules {
  /** Why notifications cannot be sent to an address; `undefined` where they can. */
  refusal(address: string): string | undefined;
}

/**
 * Notifications go to this machine, over http as well, and over https to hosts that were allowed: a simulator must not
 * be made to send requests to others.
 *
 * @param allowHosts - names of hosts, with a port or for any port
 */
export function addressRules(allowHosts: readonly string[]): AddressRules {
  const allowed = new Set(allowHosts.map((host) => host.toLowerCase()));
  return {
    refusal(address) {
      if (!URL.canParse(address)) return "it is no address";
      const url = new URL(address);
      if (url.username || url.password) return "it names a user";
      if (isLoopback(url)) return undefined;
      if (url.protocol !== "https:") return "http:// goes to this machine alone";
      if (allowed.has(url.hostname) || allowed.has(url.host)) return undefined;
      return `the host ${url.host} is not among those allowed`;
    },
  };
}

/** Whether an address is one of this machine. */
export function isLoopback({ protocol, hostname }: URL): boolean {
  return isPrivate(new URL(`http://${hostname}`), true) && /^https?:$/.test(protocol);
}
