import type { MemoryInUse } from "../../load/memory.ts";

/** What is soaked: a simulator behind a port, one within a program with its bot, and receivers behind a port. */
export const SUBJECTS = ["simulator", "embedded", "receivers"] as const;
export type SubjectName = (typeof SUBJECTS)[number];

/** What the process with the subject is asked: to do something itself, or how much memory it has. */
export type Question = { readonly work: number } | { readonly sample: true };

/** What it answers. */
export type Answer = { readonly url: string } | { readonly requests: number } | MemoryInUse;

/** Whether a message between the processes is a question. */
export function isQuestion(value: unknown): value is Question {
  return typeof value === "object" && value !== null && ("work" in value || "sample" in value);
}

/** Whether a message between the processes is an answer. */
export function isAnswer(value: unknown): value is Answer {
  return (
    typeof value === "object" && value !== null && ("url" in value || "requests" in value || "heap" in value)
  );
}

/** Whether a text names a subject. */
export function isSubject(name: string | undefined): name is SubjectName {
  return SUBJECTS.some((one) => one === name);
}
