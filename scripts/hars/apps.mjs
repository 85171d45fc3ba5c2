// The apps that are recorded, in the order in which they are listed: those that do well, then those with a planted
// fault.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/** Those of that name or file, or all. */
export async function appsIn(folder, names) {
  const found = []
  for (const file of readdirSync(join(folder, 'apps')).sort().filter(name => !name.startsWith('_'))) {
    const { default: apps } = await import(pathToFileURL(join(folder, 'apps', file)))
    found.push(
      ...Object.entries(apps).filter(([name]) => names.length === 0 || names.includes(name) || names.includes(file)),
    )
  }
  return [...found.filter(([, { fault }]) => !fault), ...found.filter(([, { fault }]) => fault)]
}
