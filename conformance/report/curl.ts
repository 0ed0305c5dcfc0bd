import { findRoute } from "../../src/validate/index.ts";
import type { WireExchange } from "./check.ts";

/** Headers that the connection has or curl makes itself: a body with redacted parts has another length. */
const OWN = new Set(["host", "connection", "content-length", "transfer-encoding", "keep-alive", "expect"]);

/** A command that sends the request of an exchange again; redacted parts have to be filled in, or are taken from the environment. */
export function curl({ request }: Pick<WireExchange, "request">): string {
  const headers = Object.entries(request.headers).filter(([name]) => !OWN.has(name.toLowerCase()));
  const hasType = headers.some(([name]) => name.toLowerCase() === "content-type");
  return [
    "curl -i",
    `-X ${quoted(request.method)}`,
    ...headers.map(([name, value]) => {
      const isToken =
        name.toLowerCase() === "authorization" && value === "(redacted)" && isGraph(request.url);
      return isToken
        ? '-H "authorization: Bearer $CALL_HANDOFF_GRAPH_TOKEN"'
        : `-H ${quoted(`${name}: ${value}`)}`;
    }),
    // Without, curl would say that it sends a form.
    ...(hasType || request.body === "" ? [] : ["-H 'content-type:'"]),
    // Unlike `--data`, it takes a leading @ for what it is.
    ...(request.body === "" ? [] : [`--data-raw ${quoted(request.body)}`]),
    quoted(request.url),
  ].join(" ");
}

/** Whether it is an operation of Graph, whose token the environment holds. What goes to ACS is signed each time afresh. */
function isGraph(url: string): boolean {
  const match = URL.canParse(url) ? findRoute("POST", new URL(url)) : undefined;
  return match !== undefined && "version" in match && match.version.startsWith("graph@");
}

/** One word for a shell, in one line: what would break it is escaped, as bash and zsh have it. */
function quoted(text: string): string {
  if (/^[\w@%+=:,./-]+$/.test(text)) return text;
  if (!/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(text)) return `'${text.replaceAll("'", String.raw`'\''`)}'`;
  const escaped = text
    .replaceAll(/[\\']/g, String.raw`\$&`)
    .replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, (sign) =>
      [...Buffer.from(sign, "utf8")].map((byte) => `\\x${byte.toString(16).padStart(2, "0")}`).join(""),
    );
  return `$'${escaped}'`;
}
