import { asItIs, inUrl, withMembers } from "./client-alters.ts";
import { clientMutant, type Alter, type Scene } from "./client-stage.ts";
import type { Mutant } from "./mutant.ts";

const transfer = { operation: "graph.transfer", version: "v1.0", kind: "peerToPeer" } as const;
const redirect = { operation: "graph.redirect", version: "v1.0", kind: "incoming" } as const;
const heidi = { identity: { user: { id: "550fae72-d251-43ec-868c-373732c2704f" } } };

const both = [
  { scene: transfer, withTarget: (target: object) => withMembers({ transferTarget: target }) },
  { scene: redirect, withTarget: (target: object) => withMembers({ targets: [target] }) },
].flatMap(({ scene, withTarget }): Mutant[] => {
  const mutant = (slug: string, about: string, alter: Alter, more: Partial<Scene> = {}) =>
    clientMutant(slug, about, { ...scene, alters: [alter], ...more });
  return [
    mutant("identity", "invites somebody without saying whom", withTarget({})),
    mutant(
      "odata-type",
      "says another type",
      withTarget({ ...heidi, "@odata.type": "#microsoft.graph.participantInfo" }),
    ),
    mutant(
      "phone-number",
      "writes a number as people do",
      withTarget({ identity: { phone: { id: "(425) 555-0123" } } }),
    ),
    mutant("undeclared-members", "sends to v1.0 what beta alone has", withMembers({ maskCaller: true })),
    mutant("deprecated-path", "asks at the deprecated path", inUrl("/communications/", "/app/"), {
      version: "beta",
    }),
  ];
});

const ofRedirect = (slug: string, about: string, alter: Alter, more: Partial<Scene> = {}) =>
  clientMutant(slug, about, { ...redirect, alters: [alter], ...more });

/** Faults that clients of Graph can have. */
export const clientMutantsOfGraph: readonly Mutant[] = [
  ...both,
  clientMutant("transferee", "does not say who leaves a group call", {
    ...transfer,
    kind: "group",
    alters: [asItIs],
  }),
  ofRedirect("some-target", "redirects to nobody", withMembers({ targets: [] })),
  ofRedirect(
    "target-count",
    "redirects to 26 at once",
    withMembers({ targets: Array.from({ length: 26 }, () => heidi) }),
  ),
  ofRedirect("timeout", "lets targets ring for 14 seconds", withMembers({ timeout: 14 })),
  ofRedirect(
    "callback",
    "has notifications sent to a host without https",
    withMembers({ callbackUri: "http://bot.contoso.com/callbacks" }),
  ),
  ofRedirect("target-disposition", "makes up a disposition", withMembers({ targetDisposition: "bogus" }), {
    version: "beta",
  }),
  ofRedirect(
    "deprecated-parameter",
    "still sends a disposition",
    withMembers({ targetDisposition: "default" }),
    {
      version: "beta",
    },
  ),
  ofRedirect("in-time", "redirects when nobody waits any more", asItIs, { late: 16_000 }),
];
