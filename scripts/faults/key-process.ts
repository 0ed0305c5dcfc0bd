/** A key server. Its arguments are its port, 0 for any, and its keys as JSON. */
import { createServer } from "node:http";

const [port = "0", keys = "[]"] = process.argv.slice(2);
const server = createServer(({ url }, response) => {
  const origin = `http://127.0.0.1:${boundPort()}`;
  const body = url === "/keys" ? { keys: JSON.parse(keys) } : { jwks_uri: `${origin}/keys` };
  response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));
});
server.listen(Number(port), "127.0.0.1", () => process.send?.(boundPort()));
process.on("disconnect", () => process.exit());

function boundPort(): number {
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}
