// Every command loads the words of the help, which stand beside others of their kind: they are taken out of these
// files, and what is left there is loaded when it is told.
import { readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'

const mark = '?help'

/**
 * What messages/en/help.ts imports is a module of its own, of which only the help is left; and the other one is left
 * without it.
 */
export const helpApart = {
  name: 'help-apart',
  resolveId: (id, importer) =>
    /messages[/\\](?:en|zh)[/\\]help\.ts$/.test(importer ?? '') && id.startsWith('./')
      ? `${resolve(dirname(importer), id)}${mark}`
      : undefined,
  load: async id =>
    id.endsWith(mark) ? { code: await readFile(id.slice(0, -mark.length), 'utf8'), moduleType: 'ts' } : undefined,
}
