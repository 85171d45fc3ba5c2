/** Somebody with a browser, who keeps the cookies of one site. */
export function createVisitor(site) {
  const cookies = new Map()

  async function open(address) {
    const url = new URL(address, site)
    const cookie = [...cookies].map(pair => pair.join('=')).join('; ')
    const answer = await fetch(url, { redirect: 'manual', headers: { cookie } })
    for (const header of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(header)
      cookies.set(name, value)
    }
    const location = answer.headers.get('location')
    return { status: answer.status, text: await answer.text(), location: location && new URL(location, url).href }
  }

  /** Opens an address of the site, and where that leads. */
  async function follow(address) {
    const page = await open(address)
    return page.location ? follow(page.location) : page
  }

  return { open, follow }
}
