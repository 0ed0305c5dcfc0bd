/** A server that is killed in the middle of its answers: after the head where its argument is `head`, else before it. */
import { createServer } from "node:http";

const [where = ""] = process.argv.slice(2);
const server = createServer((request, response) => {
  request.resume().on("end", () => {
    const die = () => void process.kill(process.pid, "SIGKILL");
    if (where !== "head") return die();
    response.writeHead(202, { "content-type": "application/json", "content-length": "1000" });
    // What is on its way has left by then.
    response.write('{"operationContext":', () => setTimeout(die, 100));
  });
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (typeof address === "object" && address !== null) process.send?.(address.port);
});
process.on("disconnect", () => process.exit());
