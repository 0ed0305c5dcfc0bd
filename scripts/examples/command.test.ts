import { join } from "node:path";
import { expect, test } from "vitest";
import { runExamplesCheck, usage } from "./command.ts";
import { storedExamples, temporaryFolder } from "./ledger-copy.ts";

test("the stored ledger is in order, is counted, and is said not to be compared", () => {
  const { exitCode, output, errors } = runExamplesCheck([], storedExamples);
  expect(errors).toEqual([]);
  expect(exitCode).toBe(0);
  expect(output[0]).toBe("46 messages of 4 documents: 10 request, 10 response, 26 notification");
  expect(output.filter((line) => line.includes("were not compared"))).toHaveLength(1);
});

test("help is printed without a check", () => {
  expect(runExamplesCheck(["--help"], "no such folder")).toEqual({ exitCode: 0, output: usage, errors: [] });
});

test.each([
  ["an unknown flag", ["--document", "x"], "Unknown option '--document'"],
  ["a flag without its value", ["--documents"], "argument missing"],
  ["an empty value", ["--documents="], "--documents needs a folder"],
  [
    "a folder that does not exist",
    ["--documents", join(storedExamples, "nowhere")],
    "there is no such folder",
  ],
  ["a file instead of a folder", ["--documents", join(storedExamples, "documents.json")], "this is a file"],
  ["an argument that is no flag", ["folder"], "Unexpected argument 'folder'"],
])("%s ends with exit code 2, the reason and the usage", (_name, args, reason) => {
  const { exitCode, output, errors } = runExamplesCheck(args, storedExamples);
  expect(exitCode).toBe(2);
  expect(output).toEqual([]);
  expect(errors[0]).toContain(reason);
  expect(errors.slice(1)).toEqual(usage);
});

test("a folder without the documents fails for each of them", () => {
  const { exitCode, errors } = runExamplesCheck(["--documents", temporaryFolder()], storedExamples);
  expect(exitCode).toBe(1);
  expect(errors.filter((line) => line.includes("neither by name nor by content"))).toHaveLength(4);
});
