// The browser of these logins: follows redirects, fills in forms, allows everything. PROVIDERS_MCP_PERSON names who
// signs in, as JSON.
import { browse } from '../../test/support/user-agent.mjs'

const { PROVIDERS_MCP_PERSON: person } = process.env
await browse(process.argv.at(-1), person === undefined ? {} : { as: JSON.parse(person) })
