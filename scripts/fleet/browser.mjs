// The browser of a login in the fleet: it follows the redirects of provider and program. Not by fetch, which tells that
// no person navigates.
import http from 'node:http'
import https from 'node:https'

follow(process.argv.at(-1), 5)

function follow(address, hopsLeft) {
  const { request } = address.startsWith('https:') ? https : http
  request(address, (response) => {
    response.resume()
    const { location } = response.headers
    if (location !== undefined && hopsLeft > 0) follow(new URL(location, address).href, hopsLeft - 1)
  }).end()
}
