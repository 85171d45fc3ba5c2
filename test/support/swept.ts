import { rmSync } from 'node:fs'
import { afterAll, vi } from 'vitest'
import { homes } from './homes.ts'

/**
 * Removes the folders that the tests of a file have made, after all of them: where tests run at once, vitest takes what
 * is to be done at the end of one for that of another, whose folder would go while it is used.
 */
afterAll(async () => {
  for (const home of homes.splice(0)) await remove(home)
})

/** Removes a folder, as soon as nobody puts anything there any more: a browser that was started may still do so. */
async function remove(folder: string): Promise<void> {
  await vi.waitFor(() => rmSync(folder, { recursive: true, force: true }), { timeout: 20_000 })
}
