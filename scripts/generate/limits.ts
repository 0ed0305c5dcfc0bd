import { at, resolve, type VersionDocument } from "./document.ts";
import { isRecord, type SchemaObject } from "./schema.ts";

/** `generated/limits.ts`: the limits of requests that can be checked without the validators. */
export function limitsModule(versions: readonly VersionDocument[]): string {
  const of = (service: string) => versions.filter((version) => version.service === service);
  // Models are added from version to version. What an older one does not know, its requests do not hold.
  const models = new Set(of("acs").flatMap(identifierModels));
  const lines = [
    ["Limits of ACS requests, the widest of all versions.", "acsLimits", widest(of("acs"), acsLimits)],
    ["Models of an ACS identifier, which holds at most one.", "acsIdentifierModels", [...models]],
    [
      "Limits of Graph requests, the widest of all versions.",
      "graphLimits",
      widest(of("graph"), graphLimits),
    ],
  ] as const;
  return lines
    .map(
      ([comment, name, data]) =>
        `/** ${comment} */\nexport const ${name} = ${JSON.stringify(data, undefined, 2)} as const;\n`,
    )
    .join("\n");
}

function acsLimits(version: VersionDocument): SchemaObject {
  const context = "CustomCallingContext/properties";
  return {
    incomingCallContext: keywords(version, "RedirectCallRequest/properties/incomingCallContext", "minLength"),
    ...sipHeaders(version, `${context}/sipHeaders`),
    voipHeaders: {
      ...keywords(version, `${context}/voipHeaders`, "maxProperties"),
      name: keywords(version, `${context}/voipHeaders/propertyNames`, "maxLength"),
      value: keywords(version, `${context}/voipHeaders/additionalProperties`, "maxLength"),
    },
    ...(isRecord(schemasOf(version)["TeamsPhoneCallDetails"]) && {
      callTopic: keywords(version, "TeamsPhoneCallDetails/properties/callTopic", "maxLength"),
    }),
  };
}

/** One header has a place of its own: `if` it is there, one more than else may be there. */
function sipHeaders(version: VersionDocument, place: string): SchemaObject {
  const { maxProperties } = keywords(version, `${place}/else`, "maxProperties");
  const { maxProperties: withOwn } = keywords(version, `${place}/then`, "maxProperties");
  const { required } = schemaAt(version, `${place}/if`);
  const uncounted: unknown = Array.isArray(required) && required.length === 1 ? required[0] : undefined;
  if (typeof uncounted !== "string" || Number(withOwn) !== Number(maxProperties) + 1)
    throw new Error(`${version.name}: ${place} does not let one header go uncounted.`);
  const value = keywords(version, `${place}/additionalProperties`, "maxLength", "pattern");
  const own = keywords(version, `${place}/properties/${uncounted}`, "maxLength", "pattern");
  if (JSON.stringify(own) !== JSON.stringify(value))
    throw new Error(`${version.name}: ${uncounted} has limits of its own.`);
  const name = keywords(version, `${place}/propertyNames`, "maxLength", "pattern");
  return { sipHeaders: { maxProperties, uncounted, name, value } };
}

function identifierModels(version: VersionDocument): string[] {
  const models = schemaAt(version, "CommunicationIdentifierModel/dependentSchemas");
  const names = Object.keys(models);
  for (const [name, rule] of Object.entries(models)) {
    const members = at(rule, "properties");
    const others = names.filter((other) => members[other] === false);
    if (at(members, "kind")["const"] !== name || others.length !== names.length - 1)
      throw new Error(`${version.name}: ${name} does not exclude every other kind and model.`);
  }
  return names;
}

function graphLimits(version: VersionDocument): SchemaObject {
  const redirect = "redirectRequest/properties";
  const phone = "dialledIdentity/properties/identity/properties/phone/properties/id";
  return {
    targets: keywords(version, `${redirect}/targets`, "minItems", "maxItems"),
    timeout: keywords(version, `${redirect}/timeout`, "minimum", "maximum"),
    callbackUri: keywords(version, `${redirect}/callbackUri`, "pattern"),
    phone: keywords(version, phone, "pattern"),
  };
}

/**
 * What every version accepts that says anything about it. Who checks by it refuses nothing that some version takes; the
 * validators of each version judge exactly.
 */
function widest(
  versions: readonly VersionDocument[],
  read: (version: VersionDocument) => SchemaObject,
): SchemaObject {
  return versions.reduce((found: SchemaObject, version) => wider(found, read(version), version.name), {});
}

function wider(found: SchemaObject, limits: SchemaObject, version: string): SchemaObject {
  const merged: Record<string, unknown> = { ...found };
  for (const [name, limit] of Object.entries(limits)) {
    const before = found[name];
    if (before === undefined) merged[name] = limit;
    else if (isRecord(before) && isRecord(limit)) merged[name] = wider(before, limit, version);
    else if (typeof before === "number" && typeof limit === "number")
      merged[name] = name.startsWith("min") ? Math.min(before, limit) : Math.max(before, limit);
    else if (before !== limit)
      throw new Error(
        `${version}: the ${name} ${JSON.stringify(limit)} is ${JSON.stringify(before)} in the version before, and only numbers can be weighed.`,
      );
  }
  return merged;
}

/** Limits that a schema has to have, by keyword. */
function keywords(version: VersionDocument, place: string, ...names: string[]): SchemaObject {
  const schema = schemaAt(version, place);
  return Object.fromEntries(
    names.map((name) => {
      const limit = schema[name];
      if (typeof limit !== (name === "pattern" ? "string" : "number"))
        throw new Error(`${version.name}: ${place} has no ${name}.`);
      return [name, limit];
    }),
  );
}

function schemaAt(version: VersionDocument, place: string): SchemaObject {
  let here = schemasOf(version);
  for (const name of place.split("/")) here = resolve(version.document, here[name]);
  return here;
}

function schemasOf({ document }: VersionDocument): SchemaObject {
  return at(document, "components", "schemas");
}
