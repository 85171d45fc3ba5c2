/**
 * Runs something that waits for another program, maybe for ever. No listener of ours runs meanwhile, but a signal must
 * end this process all the same.
 */
export type Wait = <Result>(run: () => Result) => Result

/** Gives another program a moment, which is at the other end of a pipe or at the same file. */
export function pause(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5)
}
