/** The process with the simulator. Its argument is how many calls that may know. */
import { isQuestion } from "./messages.ts";
import { simulateHere } from "./simulator.ts";

const { url, state } = await simulateHere(Number(process.argv[2]));
process.on("message", (question) => {
  if (isQuestion(question)) void state(question.collect).then((answer) => process.send?.(answer));
});
process.on("disconnect", () => process.exit());
process.send?.(url);
