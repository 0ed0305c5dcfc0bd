import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { parse } from "yaml";
import type { Flow, FlowNotification, FlowTransition } from "../../generated/contract.ts";
import { at, type VersionDocument } from "./document.ts";
import type { ExampleFile } from "./examples.ts";
import { FLOW_SCHEMA, type FlowFile } from "./flow-schema.ts";
import { listOperations } from "./operations.ts";

/** The flows of `specs/flows/`, by their names. */
export function readFlows(
  root: string,
  versions: readonly VersionDocument[],
  examples: readonly ExampleFile[],
): [string, Flow][] {
  const folder = join(root, "specs/flows");
  return readdirSync(folder)
    .toSorted()
    .map((file) => {
      const given: unknown = parse(readFileSync(join(folder, file), "utf8"));
      return resolveFlow(file, checked(file, given), versions, examples);
    });
}

/** `generated/flows.ts`: what may follow each operation, by its name. */
export function flowsModule(flows: readonly (readonly [string, Flow])[]): string {
  const table = JSON.stringify(Object.fromEntries(flows), undefined, 2);
  return [
    'import type { Flow } from "./contract.ts";',
    "",
    "/** What may follow each operation. */",
    `export const flows = ${table} as const satisfies Record<string, Flow>;`,
    "",
    "/** The name of a flow, which is that of its operation. */",
    "export type FlowName = keyof typeof flows;",
    "",
  ].join("\n");
}

const validate = new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile<FlowFile>(FLOW_SCHEMA);

function checked(file: string, given: unknown): FlowFile {
  if (validate(given)) return given;
  const faults = validate.errors?.map(({ instancePath, message }) => `${instancePath} ${message}`);
  throw new Error(`specs/flows/${file}: ${faults?.join("; ")}`);
}

function resolveFlow(
  file: string,
  flow: FlowFile,
  versions: readonly VersionDocument[],
  examples: readonly ExampleFile[],
): [string, Flow] {
  const fail = (message: string) => new Error(`specs/flows/${file}: ${message}`);
  const named = (kind: string, table: object, name: string) => {
    if (!Object.hasOwn(table, name)) throw fail(`there is no ${kind} ${name}`);
  };
  named("state", flow.states, flow.begins);
  const notifications: Record<string, FlowNotification> = {};
  for (const [name, { title, where, without = [], must = [], may = [], destinations }] of Object.entries(
    flow.notifications,
  ))
    notifications[name] = {
      title,
      where,
      without,
      must,
      may,
      destinations: destinations ?? flow.destinations,
    };
  const transitions = flow.transitions.map((transition): FlowTransition => {
    for (const state of transition.from) named("state", flow.states, state);
    if (transition.to !== "same") named("state", flow.states, transition.to);
    if (transition.notification !== undefined) named("notification", notifications, transition.notification);
    for (const variant of transition.variants ?? []) named("variant", flow.variants, variant);
    const { source } = transition;
    if ("says" in source) {
      const from = "document" in source ? source.document : source.definition;
      return { ...transition, source: [`${from}: ${source.says}`] };
    }
    const unknown = source.find((id) => !examples.some((example) => example.id === id));
    if (unknown !== undefined) throw fail(`there is no documented message ${unknown}`);
    return { ...transition, source };
  });
  const unused = Object.keys(notifications).find(
    (name) => !transitions.some(({ notification }) => notification === name),
  );
  if (unused !== undefined) throw fail(`no transition has the notification ${unused}`);
  const { flow: name, destinations: _, ...rest } = flow;
  return [name, { ...rest, success: successOf(flow, versions), notifications, transitions }];
}

/** The status of success, which every version has to agree on. */
function successOf({ operation, webhook }: FlowFile, versions: readonly VersionDocument[]): number {
  const found = versions.flatMap(({ document }) => listOperations(document));
  if (!found.some((entry) => entry.kind === "webhook" && entry.operation === webhook))
    throw new Error(`No version has the webhook ${webhook}.`);
  const statuses = new Set(
    found
      .filter((entry) => entry.kind === "operation" && entry.operation === operation)
      .flatMap(({ definition }) =>
        Object.keys(at(definition, "responses")).filter((key) => key.startsWith("2")),
      ),
  );
  const [status, ...others] = statuses;
  if (status === undefined || others.length > 0)
    throw new Error(`${operation} has no one status of success.`);
  return Number(status);
}
