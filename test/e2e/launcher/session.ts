// The launcher's end of the socket: prints what the suite prints, passes its wishes to the screen, keeps its result.
import { createServer, type Socket } from "node:net";
import { join } from "node:path";
import { type FromSuite, type Result, receiveAll, type ScreenAction, send } from "../protocol.ts";

/** Acts on a screen and returns the texts read there. */
export type Actor = (action: ScreenAction) => Promise<string[]>;

/** One run of the suite, as seen by the launcher. */
export interface Session {
  /** The path of the socket that the suite must connect to. */
  path: string;
  /** The result, once the suite reports it; rejects when the suite hangs up without one. */
  result: Promise<Result>;
  /** Whom to pass the suite's actions to. */
  actor: Actor;
}

/**
 * Opens a socket in a folder and waits for the suite.
 *
 * @throws Error when the socket can't be opened.
 */
export async function openSession(folder: string, name: string): Promise<Session> {
  const path =
    process.platform === "win32" ? `\\\\.\\pipe\\mechanism-e2e-${process.pid}-${name}` : join(folder, `${name}.sock`);
  const server = createServer();
  const result = new Promise<Result>((resolve, reject) => {
    server.on("connection", (socket) => {
      receiveAll<FromSuite>(socket, (message) => {
        if (message.type === "output") console.log(message.text);
        else if (message.type === "result") resolve(message.result);
        else void answer(socket, message.id, message.action);
      });
      // VS Code may close a window at any time: a broken connection is no error of ours, only the missing result is.
      socket.on("error", () => {});
      socket.on("close", () => {
        reject(new Error("VS Code's extension host ended without a result."));
      });
    });
  });
  // Nobody may be waiting yet, or any more, when it rejects.
  result.catch(() => {});

  const session: Session = {
    path,
    result,
    actor: async () => {
      throw new Error("There is no screen to act on.");
    },
  };

  async function answer(socket: Socket, id: number, action: ScreenAction): Promise<void> {
    try {
      send(socket, { id, texts: await session.actor(action) });
    } catch (error) {
      send(socket, { id, error: error instanceof Error ? error.message : String(error) });
    }
  }

  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(path, resolve);
  });
  return session;
}
