import {
  type Connection,
  ErrorCodes,
  ExitNotification,
  InitializeRequest,
  Message,
  type MessageStrategy,
  ResponseError,
} from "vscode-languageserver";

/** Where a request that may not be answered now goes: whatever it asked, nobody else sees it. */
const REFUSED = "mechanism/refused";

type Next = Parameters<MessageStrategy["handleMessage"]>[1];

/**
 * What a server may be told when (LSP 3.17, "Server lifecycle"): before `initialize` and after `shutdown` requests are
 * errors and notifications are dropped, except `exit`; and there is one `initialize`. The connection itself would answer
 * all the time, and take a second `initialize` for the first.
 */
export class Lifecycle implements MessageStrategy {
  #state: "new" | "running" | "over" = "new";

  /** Follows the connection whose messages go through this. */
  follow(connection: Connection): void {
    connection.onRequest(REFUSED, () => this.#refusal());
    connection.onShutdown(() => {
      this.#state = "over";
    });
  }

  /** The server has understood `initialize`. */
  initialized(): void {
    this.#state = "running";
  }

  /** Lets a message through, or not. Answers always come through: they belong to what was asked in time. */
  handleMessage(message: Message, next: Next): ReturnType<Next> {
    if (Message.isRequest(message)) {
      const { jsonrpc, id, method } = message;
      return next(this.#isAnswered(method) ? message : ({ jsonrpc, id, method: REFUSED } as Message));
    }
    if (!Message.isNotification(message)) return next(message);
    if (this.#state === "running" || message.method === ExitNotification.method) return next(message);
  }

  #isAnswered(method: string): boolean {
    const isFirst = method === InitializeRequest.method;
    return this.#state === "running" ? !isFirst : this.#state === "new" && isFirst;
  }

  #refusal(): ResponseError<never> {
    if (this.#state === "new")
      return new ResponseError(ErrorCodes.ServerNotInitialized, "The server is not initialized yet.");
    const reason = this.#state === "over" ? "The server was shut down." : "The server is initialized already.";
    return new ResponseError(ErrorCodes.InvalidRequest, reason);
  }
}
