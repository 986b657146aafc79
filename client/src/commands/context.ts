import type { Previews } from "../approval/previews.ts";
import type { ApprovalsView } from "../approval/view.ts";
import type { MechanismClient } from "../client.ts";
import type { Documents } from "../documents.ts";
import type { OutlineStore } from "../outline/store.ts";
import type { OutlineView } from "../outline/view.ts";
import type { Pages } from "../pages.ts";

/** What commands work with. */
export interface CommandContext {
  readonly client: MechanismClient;
  readonly documents: Documents;
  readonly outlines: OutlineStore;
  readonly view: OutlineView;
  readonly pages: Pages;
  readonly previews: Previews;
  readonly approvals: ApprovalsView;
  /** Asks VS Code to open an address in another program; false if it didn't. */
  readonly open: (address: string) => Thenable<boolean>;
}

/** A command's work; an error's message is shown to the user. */
export type Command = (context: CommandContext, ...args: readonly unknown[]) => unknown;
