import type { Selected } from "../gate/selection.ts";
import type { Verdicts } from "../gate/verdicts.ts";
import type { Listening } from "../process/index.ts";

/** Judges whether a receiver has run until now, and what could not be judged at all without it. */
export async function judgeProcess(
  { fault, problem }: Pick<Listening, "fault" | "problem">,
  selected: readonly Selected[],
  verdicts: Verdicts,
): Promise<void> {
  const found = await problem();
  const problems =
    found === undefined ? [] : [`Expected the command to listen and to run until the end, but ${found}.`];
  for (const { info, version } of selected)
    if (info.id.endsWith("/process")) verdicts.judge(version, info.id, problems);
    else if (fault !== undefined) verdicts.untestable(version, info.id, `Nothing was sent, as ${fault}.`);
}
