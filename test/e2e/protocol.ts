// What the suite, inside VS Code's extension host, and the launcher, outside, say to each other: JSON, a message a line,
// over a local socket. Only what arrives here counts as a result, because VS Code reports success even when its
// extension host dies.
import type { Socket } from "node:net";
import { createInterface } from "node:readline";

/** The environment variable with the path of the launcher's socket. */
export const SOCKET_VARIABLE = "MECHANISM_E2E_SOCKET";

/** The environment variable that is "1" when the launcher can act on the screen. */
export const SCREEN_VARIABLE = "MECHANISM_E2E_SCREEN";

/** The environment variable with the path of the file for what was captured in a VS Code without the extension. */
export const COLOURS_VARIABLE = "MECHANISM_E2E_COLOURS";

/** Something to do on VS Code's page. */
export type ScreenAction =
  | { do: "screenshot"; name: string }
  | { do: "press"; keys: string }
  | { do: "type"; text: string }
  | { do: "click"; selector: string }
  | { do: "waitFor"; selector: string; state: "visible" | "hidden" }
  | { do: "texts"; selector: string }
  | { do: "colours"; selector: string };

/** The outcome of a run of mocha. */
export interface Result {
  passed: number;
  failures: number;
}

/** What the suite sends. */
export type FromSuite =
  | { type: "output"; text: string }
  | { type: "action"; id: number; action: ScreenAction }
  | { type: "result"; result: Result };

/** The launcher's answer to an action: the texts that were asked for, or what went wrong. */
export interface Reply {
  id: number;
  texts?: string[];
  error?: string;
}

/** Sends one message. */
export function send(socket: Socket, message: FromSuite | Reply): void {
  socket.write(`${JSON.stringify(message)}\n`);
}

/** Calls `receive` for each message of the other side, which must be of the type that the caller expects. */
export function receiveAll<T extends FromSuite | Reply>(socket: Socket, receive: (message: T) => void): void {
  createInterface({ input: socket }).on("line", (line) => receive(JSON.parse(line)));
}
