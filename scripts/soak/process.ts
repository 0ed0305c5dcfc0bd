/** One of the processes of the soak: a tracker on the shared Redis that does as it is told. */
import { createClient } from "redis";
import { createTracker, redisStore } from "../../src/flows/index.ts";
import { isOrder, type Order, type Report } from "./messages.ts";

const [url = "", grace = ""] = process.argv.slice(2);
const client = createClient({ url });
client.on("error", (error) => console.error(error));
await client.connect();
const tracker = createTracker({ store: redisStore(client), grace: Number(grace) });

async function done(order: Order): Promise<Report> {
  const { number } = order;
  try {
    if ("receive" in order) return { number, taken: (await tracker.receive(order.receive)).taken };
    const answer = new Promise<{ ok: true; status: number }>((resolve) => {
      setTimeout(resolve, Math.random() * 20, { ok: true, status: 202 });
    });
    // Half of them are watched from before the answer, the others after it.
    const given = Math.random() < 0.5 ? answer : await answer;
    const { outcome } = await tracker.watch(given, order.watch).outcome;
    return { number, outcome };
  } catch (error) {
    return { number, error: String(error) };
  }
}

process.on("message", (order) => {
  if (!isOrder(order)) return;
  void done(order).then((report) => process.send?.(report));
});
process.once("disconnect", () => client.destroy());
process.send?.({ number: -1, taken: "new" } satisfies Report);
