import { expect, test } from "vitest";
import { catalogue } from "../gate/catalogue.ts";
import { clientMutants } from "../mutants/client.ts";
import { prove } from "../mutants/prove.ts";
import { slugOf } from "./rules.ts";

const checks = [...catalogue.values()].filter(({ mode }) => mode === "client");

test("for every check of clients there is one that is right but for that, and only that is found", async () => {
  const proofs = await prove(clientMutants, 4);
  expect(proofs.flatMap(({ errors }) => errors)).toEqual([]);
  const found = Object.fromEntries(proofs.map(({ mutant, caught }) => [mutant.name, caught.toSorted()]));
  const both = ["graph.redirect/client/deprecated-parameter", "graph.redirect/client/target-disposition"];
  // Whoever makes up a value of a deprecated parameter sends that parameter.
  const expected = clientMutants.map(({ name, proves }) => [
    name,
    name.endsWith("target-disposition") ? both : [...proves],
  ]);
  expect(found).toEqual(Object.fromEntries(expected));
  const proved = new Set(clientMutants.flatMap(({ proves }) => proves));
  expect(checks.filter(({ id }) => !proved.has(id)).map(({ id }) => id)).toEqual([]);
});

const broken = (where: string, rule: string, received = "something") =>
  slugOf({ where, rule, received, expected: "something else", source: "a document" });

test("the name of a header is told from its value, whatever it is", () => {
  const sip = "/body/customCallingContext/sipHeaders";
  expect(broken(`${sip}/kind`, "type")).toBe("types");
  expect(broken(`${sip}/`, "pattern", "a name of 0 characters")).toBe("sip-header-name-characters");
  expect(broken(`${sip}/callTopic`, "maxLength")).toBe("sip-header-value-length");
  expect(broken(`${sip}/callTopic`, "maxLength", "a name of 65 characters")).toBe("sip-header-name-length");
});

test("what no check is about goes to the last one", () => {
  expect(broken("/body/targets", "uniqueItems")).toBe("contract");
  expect(broken("/body", "maxBytes")).toBe("contract");
});
