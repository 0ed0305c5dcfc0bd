import type { Selected } from "../gate/selection.ts";
import { canOverride } from "./flows.ts";
import type { Stage } from "./stage.ts";

/** Why nothing was found of a check, by its group. Of any other group that is a fault of the gate. */
const REASONS: Readonly<Record<string, string>> = {
  response: "No request was taken, so that no answer of success could be judged.",
  error: "No request was refused, so that no error could be judged.",
  notification: "No notification came that could be judged.",
  token: "No notification came whose token could be judged.",
};

const NO_KEYS =
  "The target names no keys for its tokens: give --openid-configuration, or say --without tokens.";

/** Says of each check of which nothing was found why that is. */
export function judgeRest(stage: Stage, wanted: readonly Selected[]): void {
  const { verdicts, keys } = stage;
  for (const { info, version } of wanted) {
    if (verdicts.hasFound(version, info.id)) continue;
    const [, group = "", slug = ""] = info.id.split("/");
    const reason = group === "token" && !keys ? NO_KEYS : REASONS[group];
    if (slug === "incoming") verdicts.exclude(version, info.id, "No incoming call was announced.");
    else if (slug === "callback-override" && !canOverride(stage, version))
      verdicts.exclude(version, info.id, "It needs an https listener: give --callback-url.");
    else if (reason !== undefined) verdicts.untestable(version, info.id, reason);
  }
}
