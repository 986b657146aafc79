// The suite's end of the socket to the launcher.
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { type FromSuite, type Reply, receiveAll, type ScreenAction, SOCKET_VARIABLE, send } from "./protocol.ts";

let connected: Promise<Socket> | undefined;
let lastId = 0;
const waiting = new Map<number, (reply: Reply) => void>();

/**
 * Sends a message to the launcher and waits until it is handed over.
 *
 * @throws Error when this suite was not started by the launcher, or the launcher is gone.
 */
export async function tell(message: FromSuite): Promise<void> {
  send(await socket(), message);
}

/**
 * Has the launcher act on the screen and returns the texts that it read there, if the action reads any.
 *
 * @throws Error with the launcher's message when the action failed.
 */
export async function act(action: ScreenAction): Promise<string[]> {
  const id = ++lastId;
  const replied = new Promise<Reply>((resolve) => waiting.set(id, resolve));
  await tell({ type: "action", id, action });
  const reply = await replied;
  if (reply.error !== undefined) throw new Error(reply.error);
  return reply.texts ?? [];
}

/** Says goodbye: everything sent before arrives first. */
export async function disconnect(): Promise<void> {
  const open = await socket();
  open.end();
  await once(open, "close");
}

function socket(): Promise<Socket> {
  connected ??= open();
  return connected;
}

async function open(): Promise<Socket> {
  const path = process.env[SOCKET_VARIABLE];
  if (!path) throw new Error("These suites are run by the launcher: npm run test:e2e");
  const socket = connect(path);
  await once(socket, "connect");
  socket.on("close", () => {
    for (const [id, resolve] of waiting) resolve({ id, error: "The launcher closed the connection." });
    waiting.clear();
  });
  receiveAll<Reply>(socket, (reply) => {
    waiting.get(reply.id)?.(reply);
    waiting.delete(reply.id);
  });
  return socket;
}
