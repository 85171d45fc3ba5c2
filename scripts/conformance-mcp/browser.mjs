// The browser of a judged login: the judge's authorization endpoint asks nobody anything and redirects at once, so
// following is all there is to do. `fetch` would say that a script asks (Sec-Fetch-Mode: cors), and our listener takes
// no answer from one.
import { get } from 'node:http'

const visit = url => new Promise((resolve, reject) => {
  get(url, { headers: { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' } }, (answer) => {
    answer.resume()
    resolve(answer)
  }).once('error', reject)
})

let url = process.argv.at(-1)
for (let hop = 0; hop < 10 && url !== undefined; hop++) {
  const { headers: { location } } = await visit(url)
  url = location === undefined ? undefined : new URL(location, url).href
}
