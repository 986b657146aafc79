import * as vscode from "vscode";

/** A quick pick that also takes what was typed; undefined if the user thought better of it. */
export async function pickOrType(
  title: string,
  placeholder: string,
  items: readonly vscode.QuickPickItem[],
): Promise<string | undefined> {
  const pick = vscode.window.createQuickPick();
  pick.title = title;
  pick.placeholder = placeholder;
  pick.ignoreFocusOut = true;
  pick.items = items;
  pick.onDidChangeValue((value) => {
    const typed = value.trim();
    const isNew = typed !== "" && !items.some(({ label }) => label === typed);
    pick.items = isNew ? [...items, { label: typed, description: "your own text", alwaysShow: true }] : items;
  });
  try {
    return await new Promise<string | undefined>((resolve) => {
      pick.onDidAccept(() => resolve(pick.selectedItems[0]?.label));
      pick.onDidHide(() => resolve(undefined));
      pick.show();
    });
  } finally {
    pick.dispose();
  }
}
