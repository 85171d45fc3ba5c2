// ajv writes a function for a schema. It does so here, once, and not at each start: the program goes without ajv
// itself, which is 150 KB.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { _, Ajv } from 'ajv'
import standalone from 'ajv/dist/standalone/index.js'

/** Puts such functions in the place of the modules that have ajv write them. */
export function withWrittenSchema(root) {
  const written = new Map([
    [join(root, 'src/render/saved/valid-transcript.ts'), writeTranscript],
    [join(root, 'src/sandbox/configured/valid.ts'), writeSandbox],
  ])
  return {
    name: 'written-schema',
    load: {
      filter: { id: /valid(?:-transcript)?\.ts$/ },
      handler: async id => written.has(id) ? { code: await written.get(id)(root), moduleType: 'js' } : undefined,
    },
  }
}

async function writeTranscript(root) {
  const schema = await readSchema(root, 'transcript')
  // As in the module that it stands for.
  const formats = { 'date-time': text => !Number.isNaN(Date.parse(text)) }
  const inCode = _`{ "date-time": text => !Number.isNaN(Date.parse(text)) }`
  const ajv = new Ajv({ strict: false, formats, code: { source: true, esm: true, formats: inCode } })
  return standalone.default(ajv, ajv.compile(schema))
}

/** A function for each part, and the one by which they are asked for. */
async function writeSandbox(root) {
  const schema = await readSchema(root, 'sandbox-config')
  const ajv = new Ajv({ strict: false, code: { source: true, esm: true } }).addSchema(schema)
  const parts = ['user', 'fault', 'expiry']
  const code = standalone.default(ajv, {
    settings: schema.$id, ...Object.fromEntries(parts.map(part => [part, `${schema.$id}#/definitions/${part}`])),
  })
  return `${code}\nexport const validatorOf = part => ({ settings, ${parts.join(', ')} })[part]`
}

async function readSchema(root, name) {
  return JSON.parse(await readFile(join(root, `schema/${name}.json`), 'utf8'))
}
