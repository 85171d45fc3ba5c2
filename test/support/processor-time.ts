/**
 * Milliseconds of the processor that this process takes for a piece of work. The clock would also count what other
 * programs do meanwhile, and a busy machine would fail a test that is right.
 */
export async function processorTime(work: () => unknown): Promise<number> {
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}
