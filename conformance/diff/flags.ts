import type { Flag } from "../command/flags.ts";
import { usageText } from "../command/usage.ts";
import { versionNames } from "./bundled.ts";
import { FORMATS } from "./report/index.ts";
import { IMPACTS } from "./report/view.ts";

/** What `--fail-on` takes. */
export const FAIL_ON = [...IMPACTS, "none"] as const;

const REPORT: readonly Flag[] = [
  {
    name: "format",
    value: "<format>",
    about: `how it is written: ${FORMATS.join(", ")}; default: text`,
  },
  { name: "output", value: "<file>", about: "where it is written, instead of to the standard output" },
  {
    name: "rule",
    value: "<id>",
    many: true,
    about: "only changes that this rule finds, such as sent-member-now-required",
  },
  { name: "ignore", value: "<id>", many: true, about: "no changes that this rule finds" },
];

const REST: readonly Flag[] = [
  {
    name: "fail-on",
    value: "<impact>",
    about: `end with 1 for a change of this impact or of a graver one: ${FAIL_ON.join(", ")}; default: none`,
  },
  {
    name: "save",
    value: "<folder>",
    about: "compare nothing, and write one version into a folder, which can be compared with later",
  },
  { name: "list", about: "compare nothing, and list the rules: of each its id, impact, and what it finds" },
  {
    name: "explain",
    value: "<id>",
    many: true,
    about: "compare nothing, and tell of a rule what it finds, why that breaks or does not, and what to do",
  },
  { name: "help", about: "this" },
];

/** The flags of `diff`. */
export const DIFF_FLAGS: readonly Flag[] = [...REPORT, ...REST];

/** How `diff` is called. */
export const DIFF_USAGE = usageText({
  call: "diff <old> <new> [flags]",
  about:
    "Says what is different between two contracts, and whom it breaks: callers, who send requests and get responses, or receivers, who get notifications and acknowledge them.",
  groups: [
    ["What is told", REPORT],
    ["What comes of it", REST],
  ],
  environment: [["GITHUB_STEP_SUMMARY", "with --format github: the file that gets the changes as Markdown"]],
  rest: [
    `<old> and <new> are versions that the package holds (${versionNames.join(", ")}), OpenAPI documents in a file (.json, or .yaml with the package yaml installed), or folders with openapi.json and, where they are to be compared, flows.json and requirements.json.`,
    "",
    "Exit codes: 0, 1 by --fail-on, 2 for wrong usage or what is no contract, 3 for a fault of ours or of the machine.",
  ].join("\n"),
});
