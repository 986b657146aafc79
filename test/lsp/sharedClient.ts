import { afterAll, beforeAll } from "vitest";
import { buildServer, Client, type ClientOptions } from "./client.ts";

/** A server for all tests of a file, with a client of it. */
export interface Shared {
  /** The bundled server, for clients of a test's own. */
  readonly server: Awaited<ReturnType<typeof buildServer>>;
  readonly client: Client;
}

/** Starts a server before the tests of a file, hands it over, and ends it behind them. */
export function sharedClient(take: (shared: Shared) => void, options: ClientOptions = {}): void {
  let shared: Shared | undefined;
  beforeAll(async () => {
    const server = await buildServer();
    shared = { server, client: await Client.start(server.file, options) };
    take(shared);
  });
  afterAll(async () => {
    await shared?.client.stop();
    await shared?.server.remove();
  });
}
