// Whether a build would make what is there already. It is judged by content alone: of all that the last build read, of
// what would bring other files into it, and of all that it wrote. Where anything is in doubt, it is built.
import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { foldersOf } from './licences.mjs'

/** Goes with the packages: whoever installs them anew builds anew. */
const recordOf = root => join(root, 'node_modules/.cache/oauth-walk-build.json')
/** Ours; which version of each tool and package is there, npm writes down. */
const ours = ['src', 'schema', 'scripts/build', 'scripts/build.mjs', 'package.json', 'node_modules/.package-lock.json']
const made = ['dist', 'man']

export async function isUnchanged(root) {
  try {
    const { node, packages, read, written } = JSON.parse(await readFile(recordOf(root), 'utf8'))
    return node === process.version
      && written === await digest(root, await within(root, made))
      && read === await digest(root, await filesRead(root, packages))
  } catch {
    return false
  }
}

/** Before a build, which may fail and leave half of it. */
export async function forget(root) {
  await rm(recordOf(root), { force: true })
}

/** After a build that has read these files. It began when `before` was taken: what changed meanwhile is not in it. */
export async function remember(root, inputs, before) {
  const packages = await packageFiles(root, inputs)
  const record = {
    node: process.version, packages, read: await digest(root, await filesRead(root, packages)),
    written: await digest(root, await within(root, made)),
  }
  if (before !== await digestOfOurs(root)) return
  await mkdir(dirname(recordOf(root)), { recursive: true })
  await writeFile(recordOf(root), JSON.stringify(record))
}

export async function digestOfOurs(root) {
  return digest(root, await within(root, ours))
}

async function filesRead(root, packages) {
  return [...await within(root, ours), ...packages]
}

/** What was read of other packages, and what stands at their top: manifests and licences. */
async function packageFiles(root, inputs) {
  const foreign = inputs.filter(file => file.includes('node_modules/'))
  const beside = await Promise.all(foldersOf(foreign).map(async folder =>
    (await readdir(join(root, folder), { withFileTypes: true })).filter(entry => entry.isFile()).map(({ name }) =>
      `${folder}/${name}`)))
  return [...new Set([...foreign, ...beside.flat()])].sort()
}

/** All files of these folders, and those of these that are files. */
async function within(root, places) {
  const found = await Promise.all(places.map(async (place) => {
    if ((await stat(join(root, place))).isFile()) return [place]
    const entries = await readdir(join(root, place), { recursive: true, withFileTypes: true })
    return entries.filter(entry => !entry.isDirectory()).map(({ parentPath, name }) =>
      join(parentPath, name).slice(root.length + 1))
  }))
  return found.flat().sort()
}

async function digest(root, files) {
  const sum = createHash('sha256')
  for (const file of files) {
    const [{ mode }, content] = await Promise.all([stat(join(root, file)), readFile(join(root, file))])
    sum.update(JSON.stringify([file, mode & 0o111, content.length])).update(content)
  }
  return sum.digest('hex')
}
