// ajv writes a function for a schema. It does so here, once, and not at each start: the program goes without ajv itself, which is 150 KB.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { _, Ajv } from 'ajv'
import standalone from 'ajv/dist/standalone/index.js'

/** Puts the function in the place of the module that has ajv write it. */
export function withWrittenSchema(root) {
  const place = join(root, 'src/render/saved/valid-transcript.ts')
  return {
    name: 'written-schema',
    load: { filter: { id: /valid-transcript\.ts$/ }, handler: async id => id === place ? { code: await writeFunction(root), moduleType: 'js' } : undefined },
  }
}

async function writeFunction(root) {
  const schema = JSON.parse(await readFile(join(root, 'schema/transcript.json'), 'utf8'))
  // As in the module that it stands for.
  const formats = { 'date-time': text => !Number.isNaN(Date.parse(text)) }
  const inCode = _`{ "date-time": text => !Number.isNaN(Date.parse(text)) }`
  const ajv = new Ajv({ strict: false, formats, code: { source: true, esm: true, formats: inCode } })
  return standalone.default(ajv, ajv.compile(schema))
}
