import type { Scene } from './scenes.ts'

/** A placeholder for a secret, such as `<code#85d3>`, with the name of the parameter that carried it. */
export const placeholder = /<([\w-]+)#[0-9a-f]{4}>/g

/** An address in which placeholders are percent-encoded: their `#` would begin a fragment. */
export function encodePlaceholders(address: string): string {
  return address.replace(placeholder, found => encodeURIComponent(found))
}

/**
 * The whole address of a message that went through the browser, its parameters included; undefined where it had none.
 */
export function frontAddress({ message }: Scene): string | undefined {
  const { url, parameters = {}, method } = message
  if (url === undefined || method === 'POST' || url.includes('?')) return url && encodePlaceholders(url)
  const query = Object.entries(parameters).map(([name, value]) =>
    `${encodeURIComponent(name.toWellFormed())}=${encodeURIComponent(textOf(value).toWellFormed())}`).join('&')
  return query === '' ? url : `${url}?${query}`
}

/** A parameter's value as text: JSON where it is none. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** The address without its query, whose parameters are listed one by one. */
export function withoutQuery(address: string): string {
  return address.split(/[?#]/)[0] ?? address
}
