import { run, start, type Ended } from './cli.ts'
import { deliver, openAtVendor, type Delivery } from './vendor-browser.ts'
import type { VendorDouble } from './vendor-double.ts'

export type Callback = URLSearchParams

export interface VendorWalkOptions {
  home: string
  /** The client secret, for OAUTH_WALK_CLIENT_SECRET. */
  secret?: string
  /** No listener: the address of the callback is written to stdin. */
  paste?: boolean
  /** Further environment of the program. */
  environment?: NodeJS.ProcessEnv
  /** Brings the answer to the client in another way than by plain http. */
  bring?: (delivery: Delivery) => Promise<void>
  /** Changes what the vendor sends back, before the client gets it. */
  change?: (callback: Callback) => void
}

/** A login at a double: how it ended, the printed address with its fragment, and what came back. */
export interface VendorWalk extends Ended {
  address: string
  callback: Callback | undefined
  /** What the vendor showed instead of sending the person back. */
  page: string | undefined
}

const printedAddress = /^ *(https?:\/\/\S+\?\S+)$/m

/** `oauth-walk login NAME` against a double, with a person who agrees. */
export async function walkVendor(name: string, double: VendorDouble, words: readonly string[], options: VendorWalkOptions): Promise<VendorWalk> {
  const { paste = false } = options
  const running = start(
    ['login', name, '--provider-origin', double.origin, '--no-open', ...words, ...paste ? ['--paste'] : []],
    { ...surroundings(options), openInput: paste },
  )
  const address = await running.sees('stderr', printedAddress).then(found => found[1] ?? '', () => '')
  const back = address === '' ? undefined : await openAtVendor(address)
  const delivery = back && 'url' in back ? changed(back, options.change) : undefined
  if (back && !delivery) running.child.kill('SIGINT')
  // The walk may end while the browser still talks: that is judged by what the walk says.
  if (delivery && !paste) await (options.bring ?? deliver)(delivery).catch(() => undefined)
  if (paste) running.child.stdin.end(delivery ? `${delivery.url}\n` : '')
  return {
    ...await running.ended, address, page: back && 'page' in back ? `${back.status} ${back.page}` : undefined,
    callback: delivery && new URLSearchParams(delivery.form ?? new URL(delivery.url).search),
  }
}

/** Another command in the same home, such as `token refresh`. */
export async function runLater(words: readonly string[], options: Pick<VendorWalkOptions, 'home' | 'secret'>): Promise<Ended> {
  return run(words, surroundings(options))
}

function surroundings({ home, secret, environment }: Pick<VendorWalkOptions, 'home' | 'secret' | 'environment'>) {
  return { home, environment: { ...environment, ...secret === undefined ? {} : { OAUTH_WALK_CLIENT_SECRET: secret } } }
}

function changed(delivery: Delivery, change?: (callback: Callback) => void): Delivery {
  if (!change) return delivery
  if (delivery.form !== undefined) {
    const form = new URLSearchParams(delivery.form)
    change(form)
    return { url: delivery.url, form: form.toString() }
  }
  const url = new URL(delivery.url)
  change(url.searchParams)
  return { url: url.href }
}
