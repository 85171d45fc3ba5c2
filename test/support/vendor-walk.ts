import { start, type Ended, type Running } from './cli.ts'
import { startInside, type Inside } from './inside.ts'
import { comeBy, notingBrowser } from './start-browser.ts'
import type { Browser } from './user-agent.d.mts'
import { deliver, openAtVendor, type Delivery } from './vendor-browser.ts'
import type { VendorDouble } from './vendor-double.ts'
import { wide } from './wide.ts'

export type Callback = URLSearchParams

export interface VendorWalkOptions {
  home: string
  /** The client secret, for OAUTH_WALK_CLIENT_SECRET. */
  secret?: string
  /** No listener: the address of the callback is written to stdin. */
  paste?: boolean
  /**
   * The browser is opened, at the start address, and brings its cookie: a vendor that leaves the state out is believed
   * by nothing else.
   */
  opened?: boolean
  /** Further environment of the program. */
  environment?: NodeJS.ProcessEnv
  /** Brings the answer to the client in another way than by plain http. */
  bring?: (delivery: Delivery, browser?: Browser) => Promise<void>
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

/** One of each kind of answer goes through the front door: the presets differ in data alone. */
const throughTheDoor: ReadonlySet<string> = new Set(
  wide ? ['github', 'google', 'wechat-web', 'feishu', 'alipay', 'slack'] : ['github', 'wechat-web'],
)

/** `oauth-walk login NAME` against a double, with a person who agrees. */
export async function walkVendor(
  name: string, double: VendorDouble, words: readonly string[], options: VendorWalkOptions,
): Promise<VendorWalk> {
  const { paste = false, opened = false } = options
  const noting = opened ? notingBrowser() : undefined
  const line = [
    'login', name, '--provider-origin', double.origin, ...opened ? [] : ['--no-open'], ...words,
    ...paste ? ['--paste'] : [],
  ]
  const around = surroundings({
    ...options, environment: { ...options.environment, ...noting && { BROWSER: noting.command } },
  })
  const begin = (wide && paste) || throughTheDoor.has(name) || 'NODE_OPTIONS' in around.environment ? start : startInside
  const running = begin(line, { ...around, openInput: paste })
  const address = await running.sees('stderr', printedAddress).then(found => found[1] ?? '', () => '')
  const browser = noting && address !== '' ? (await comeBy(await noting.opened())).browser : undefined
  const back = address === '' ? undefined : await openAtVendor(address)
  const delivery = back && 'url' in back ? changed(back, options.change) : undefined
  if (back && !delivery) interrupt(running)
  // The walk may end while the browser still talks: that is judged by what the walk says.
  if (delivery && !paste) await (options.bring ?? deliver)(delivery, browser).catch(() => undefined)
  if (paste) running.stdin.end(delivery ? `${delivery.url}\n` : '')
  return {
    ...await running.ended, address, page: back && 'page' in back ? `${back.status} ${back.page}` : undefined,
    callback: delivery && new URLSearchParams(delivery.form ?? new URL(delivery.url).search),
  }
}

function interrupt(running: Running | Inside): void {
  if ('child' in running) running.child.kill('SIGINT')
  else running.interrupt()
}

/** Another command in the same home, such as `token refresh`. */
export async function runLater(
  words: readonly string[], options: Pick<VendorWalkOptions, 'home' | 'secret'>,
): Promise<Ended> {
  return startInside(words, surroundings(options)).ended
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
