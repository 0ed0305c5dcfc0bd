export { startCommand, type StartedCommand } from "./command.ts";
export { startListening, type Listening } from "./listening.ts";
export { acceptsConnection, waitForPort } from "./port.ts";
export { waitAtMost } from "./wait.ts";
