// The browser of a judged login: the judge's authorization endpoint asks nobody anything and redirects at once, so following is all there is to do.
const answer = await globalThis.fetch(process.argv.at(-1), { redirect: 'follow' })
process.exitCode = answer.status < 500 ? 0 : 1
