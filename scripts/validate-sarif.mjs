// Validates what `check --sarif` writes by the official schema (OASIS, sarif-schema-2.1.0.json), which is not kept
// here: node scripts/validate-sarif.mjs sarif-schema-2.1.0.json check.sarif…
import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'

const [schemaFile, ...files] = process.argv.slice(2)
if (!schemaFile || files.length === 0) {
  console.error('node scripts/validate-sarif.mjs SCHEMA FILE…')
  process.exit(2)
}
// The schema is one of draft 4, which says `id`; nothing else in it differs for Ajv.
const { id, ...schema } = JSON.parse(readFileSync(schemaFile, 'utf8'))
delete schema.$schema
const validate = new Ajv({ strict: false, allErrors: true, validateFormats: false }).compile({ $id: id, ...schema })
for (const file of files) {
  if (validate(JSON.parse(readFileSync(file, 'utf8')))) continue
  process.exitCode = 1
  for (const { instancePath, message } of validate.errors) console.error(`${file}${instancePath}: ${message}`)
}
