/** The process with the subject. Its arguments: the subject, where keys are, and `leak` for one that is not right. */
import { memoryInUse } from "../../load/memory.ts";
import { isQuestion, isSubject, type Answer, type Question } from "./messages.ts";
import { subjects } from "./subjects.ts";

const [name, keys = "", leak] = process.argv.slice(2);
if (!isSubject(name)) throw new RangeError(`There is no ${name}.`);
const kept: object[] = [];
const subject = await subjects[name](keys, (event) => {
  // What a program of a user could do: keep all that comes, with what it made of it.
  if (leak === "leak")
    kept.push({ event: structuredClone(event), made: Array.from({ length: 1000 }, Math.random) });
});

async function answerTo(question: Question): Promise<Answer> {
  if ("work" in question) return { requests: await subject.work(question.work) };
  await subject.rest();
  return memoryInUse(true);
}

process.on("message", (question) => {
  if (isQuestion(question)) void answerTo(question).then((answer) => process.send?.(answer));
});
process.on("disconnect", () => process.exit());
process.send?.({ url: subject.url } satisfies Answer);
