import type { Check, Feature, Run, Trace, WireExchange } from "./check.ts";
import { spellingsOf, withoutEscapes } from "./spellings.ts";

const REDACTED = "(redacted)";

/** What is shorter protects nothing, and would be found in the middle of words. */
const SHORTEST = 6;

/** Hides what it knows in a text. */
export type Hide = (text: string) => string;

/**
 * A text in which secrets are replaced by `(redacted)`: as they are, escaped as in JSON, addresses and HTML, several
 * times over as well, and in base64. Secrets of fewer than six characters are none.
 */
export function hideSecrets(text: string, secrets: readonly string[]): string {
  return hiding(secrets)(text);
}

/** The same for many texts. */
export function hiding(secrets: readonly string[]): Hide {
  const spellings = new Set(
    secrets
      .filter((secret) => secret.length >= SHORTEST)
      .flatMap(spellingsOf)
      .map((text) => withoutEscapes(text).text)
      .filter((text) => text.length >= SHORTEST),
  );
  if (spellings.size === 0) return (text) => text;
  // The longest first, as a secret may be the beginning of another.
  const longestFirst = [...spellings].toSorted((one, other) => other.length - one.length);
  const sought = new RegExp(longestFirst.map(literally).join("|"), "g");
  return (text) => {
    const plain = withoutEscapes(text);
    let hidden = "";
    let done = 0;
    // Unlike `matchAll`, this does not compile the expression anew for each text.
    sought.lastIndex = 0;
    for (let found = sought.exec(plain.text); found; found = sought.exec(plain.text)) {
      hidden += text.slice(done, plain.indexOf(found.index)) + REDACTED;
      done = plain.indexOf(sought.lastIndex);
    }
    return hidden + text.slice(done);
  };
}

function literally(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\/-]/g, String.raw`\$&`);
}

/** A run with every text of it hidden, whatever it is for. */
export function hideInRun(run: Run, hide: Hide): Run {
  const { target, startedAt, checks, traces, features, notes } = run;
  return {
    ...run,
    target: hide(target),
    startedAt: hide(startedAt),
    checks: checks.map((check) => hideInCheck(check, hide)),
    traces: traces.map((trace) => hideInTrace(trace, hide)),
    ...(features && { features: features.map((feature) => hideInFeature(feature, hide)) }),
    notes: notes.map(hide),
  };
}

function hideInCheck(check: Check, hide: Hide): Check {
  const { id, operation, apiVersion, expectation, message, source, requirements, traces } = check;
  return {
    ...check,
    id: hide(id),
    operation: hide(operation),
    apiVersion: hide(apiVersion),
    expectation: hide(expectation),
    message: hide(message),
    source: { document: hide(source.document), place: hide(source.place) },
    requirements: requirements.map(hide),
    traces: traces.map(hide),
  };
}

function hideInFeature(feature: Feature, hide: Hide): Feature {
  const { id, operation, apiVersion, title } = feature;
  return {
    ...feature,
    id: hide(id),
    operation: hide(operation),
    apiVersion: hide(apiVersion),
    title: hide(title),
  };
}

function hideInTrace({ id, title, operation, apiVersion, exchanges }: Trace, hide: Hide): Trace {
  return {
    id: hide(id),
    title: hide(title),
    operation: hide(operation),
    apiVersion: hide(apiVersion),
    exchanges: exchanges.map((exchange) => hideInExchange(exchange, hide)),
  };
}

function hideInExchange({ request, response, ...rest }: WireExchange, hide: Hide): WireExchange {
  const { method, url, headers, body } = request;
  return {
    ...rest,
    request: {
      method: hide(method),
      url: hide(url),
      headers: hideInHeaders(headers, hide),
      body: hide(body),
    },
    ...(response && {
      response: {
        status: response.status,
        headers: hideInHeaders(response.headers, hide),
        body: hide(response.body),
      },
    }),
  };
}

function hideInHeaders(headers: Readonly<Record<string, string>>, hide: Hide): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [hide(name), hide(value)]));
}
