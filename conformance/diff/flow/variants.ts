import type { Change } from "../change.ts";
import { isSame, objectOf, shown } from "../json.ts";
import { found, type FlowPair } from "./found.ts";

/** The kinds of requests that a flow tells apart. */
export function compareVariants({ operation, old, revised }: FlowPair): Change[] {
  const [before, after] = [objectOf(old["variants"]), objectOf(revised["variants"])];
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((name) => {
    const part = ["variants", name];
    const [one, other] = [objectOf(before[name]), objectOf(after[name])];
    if (!(name in after))
      return [
        found(operation, "flow-variant-removed", part, `The variant ${name} is no longer told apart.`, "old"),
      ];
    if (!(name in before))
      return [
        found(
          operation,
          "flow-variant-added",
          part,
          `Requests with ${shown(other["when"])} are now told apart as ${name}.`,
          "new",
        ),
      ];
    return [
      ...(isSame(one["when"], other["when"])
        ? []
        : [
            found(
              operation,
              "flow-variant-condition-changed",
              part,
              `What makes a request ${name} was ${shown(one["when"])} and is ${shown(other["when"])}.`,
            ),
          ]),
      ...(isSame(one["title"], other["title"])
        ? []
        : [
            found(
              operation,
              "flow-reworded",
              part,
              `The variant ${name} was called "${shown(one["title"])}" and is called "${shown(other["title"])}".`,
            ),
          ]),
    ];
  });
}
