// Small stand-ins for VS Code's native modules, which would need a compiler. Written into the installed VS Code.

/** The rotating logger, without rotation: VS Code's own logs are what explains a failed run. */
const SPDLOG = `"use strict";
const fs = require("node:fs");
const LEVELS = ["trace", "debug", "info", "warning", "error", "critical"];
class Logger {
  constructor(file) { this.file = file; this.level = 2; this.raw = false; }
  write(level, message) {
    if (level < this.level) return;
    const prefix = this.raw ? "" : new Date().toISOString() + " [" + LEVELS[level] + "] ";
    try { fs.appendFileSync(this.file, prefix + message + (this.raw ? "" : "\\n")); } catch { /* The folder is gone. */ }
  }
  trace(message) { this.write(0, message); }
  debug(message) { this.write(1, message); }
  info(message) { this.write(2, message); }
  warn(message) { this.write(3, message); }
  error(message) { this.write(4, message); }
  critical(message) { this.write(5, message); }
  getLevel() { return this.level; }
  setLevel(level) { this.level = level; }
  clearFormatters() { this.raw = true; }
  setPattern() {}
  flush() {}
  drop() {}
}
const create = async (_name, file) => new Logger(file);
exports.version = 0;
exports.setLevel = () => {};
exports.setFlushOn = () => {};
exports.shutdown = () => {};
exports.createRotatingLogger = create;
exports.createAsyncRotatingLogger = create;
exports.Logger = Logger;
`;

/** Ends a process whose parent died; our hosts are ended by their process group. */
const WATCHDOG = `"use strict";\nexports.start = () => {};\n`;

const COPYFILE = `"use strict";
const fs = require("node:fs");
exports.copyFile = (from, to) => fs.promises.copyFile(from, to);
exports.copyFileSync = (from, to) => fs.copyFileSync(from, to);
`;

/** The source of each stand-in by the name of the module that it replaces. */
export const STUBS: Readonly<Record<string, string>> = {
  "@vscode/spdlog": SPDLOG,
  "@vscode/native-watchdog": WATCHDOG,
  "native-watchdog": WATCHDOG,
  "@vscode/fs-copyfile": COPYFILE,
};
