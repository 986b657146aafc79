// Loaded into the server's process before the server, with --expose-gc: tells whoever asks over the process's channel
// how much memory is really in use. So the server that is measured is the one that ships.
process.on("message", () => {
  globalThis.gc();
  process.send(process.memoryUsage());
});
