// The licences of the packages whose code stands in dist: most of them ask that their text goes where the code goes.
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Writes one file with the licence of every package that the bundler has read a file of. */
export async function writeLicences(root, target, inputs) {
  const licences = await Promise.all(foldersOf(inputs).map(folder => licenceOf(join(root, folder))))
  await writeFile(target, [...new Set(licences)].join(`\n${'-'.repeat(80)}\n\n`))
}

/** The folders of the packages to which these files belong. */
export function foldersOf(inputs) {
  return [...new Set(inputs.flatMap(folderOf))].sort()
}

/** `node_modules/koa/lib/x.js` is of the package in `node_modules/koa`; a package may lie in another one's folder. */
function folderOf(input) {
  const found = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)
  return found ? [found[0]] : []
}

async function licenceOf(folder) {
  const { name, version, license, author } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'))
  const files = (await readdir(folder)).filter(file => /^(?:licen[cs]e|copying|notice)/i.test(file)).sort()
  const texts = await Promise.all(files.map(file => readFile(join(folder, file), 'utf8')))
  return [`${name} ${version} (${license})`, ...texts.length > 0 ? texts : [author?.name ?? author ?? '']].map(text =>
    text.trim()).join('\n\n')
  + '\n'
}
