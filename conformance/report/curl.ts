import type { WireExchange } from "./check.ts";

/** A command that sends the request of an exchange again; redacted parts have to be filled in. */
export function curl({ request }: Pick<WireExchange, "request">): string {
  const quote = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;
  const headers = Object.entries(request.headers).map(([name, value]) => `-H ${quote(`${name}: ${value}`)}`);
  return [
    "curl -i",
    `-X ${request.method}`,
    ...headers,
    `--data ${quote(request.body)}`,
    quote(request.url),
  ].join(" ");
}
