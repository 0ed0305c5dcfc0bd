import type { Contract } from "./change.ts";
import { contractsOf, documentOf, type Fixture } from "./fixtures.ts";
import type { RuleId } from "./rules/index.ts";

/** What else differs where a rule is about a change that comes with others. */
interface Beside {
  /** The rules that find it, in the order of their ids. */
  readonly also: readonly RuleId[];
  /** The schema of a notification, before and after. */
  readonly notification?: { readonly old: unknown; readonly new: unknown };
}

const BESIDE: Partial<Record<RuleId, Beside>> = {
  "requirement-duty-follows": {
    also: ["received-known-value-added"],
    notification: {
      old: { type: "string", "x-extensible-enum": ["established", "terminated"] },
      new: { type: "string", "x-extensible-enum": ["established", "ringing", "terminated"] },
    },
  },
  "requirement-terms-added": { also: ["requirement-promise-added"] },
  "requirement-terms-removed": { also: ["requirement-promise-removed"] },
};

/** The contracts of a fixture with what differs besides. */
export function pairOf(fixture: Fixture): { old: Contract; new: Contract } & Beside {
  const { old, new: revised } = contractsOf(fixture);
  const { also, notification } = BESIDE[fixture.rule] ?? { also: [] };
  if (!notification) return { old, new: revised, also };
  return {
    old: { ...old, document: documentOf("notification", notification.old) },
    new: { ...revised, document: documentOf("notification", notification.new) },
    also,
    notification,
  };
}
