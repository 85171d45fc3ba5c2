/**
 * A form as it would be sent if nobody changed anything: address and fields, with the first named button of the form.
 */
export interface Form { action: string, fields: Record<string, string>, asksPassword: boolean }

/** What the sandbox's page for an error says, in the protocol's words; nothing where it is another page. */
export function readError(markup: string): { error?: string, error_description?: string } {
  const [error, description] = [
    /<div class="note"><dl><dt>[^<]*<\/dt><dd><code>([^<]*)<\/code>/,
    /<\/code><\/dd>\s*<dt>[^<]*<\/dt><dd>([^<]+)<\/dd>/,
  ].map(said => said.exec(markup)?.[1])
  return error === undefined
    ? {}
    : { error: decode(error), ...description === undefined ? {} : { error_description: decode(description) } }
}

/**
 * The forms of a page that the sandbox made (its markup is known, so this needs no real HTML parser), and the page's
 * title.
 */
export function readPage(markup: string, url: string): { title: string, forms: Form[] } {
  const title = decode(/<title>([^<]*)<\/title>/.exec(markup)?.[1] ?? '')
  const buttons = [...markup.matchAll(/<button\b[^>]*>/g)].map(([tag]) => attributesOf(tag))
  const forms = [...markup.matchAll(/(<form\b[^>]*>)(.*?)<\/form>/gs)].map(([, opening = '', inside = '']) => {
    const { id, action = '' } = attributesOf(opening)
    const inputs = [...inside.matchAll(/<input\b[^>]*>/g)].map(([tag]) => attributesOf(tag))
    const button = id === undefined ? undefined : buttons.find(({ form, name }) => form === id && name !== undefined)
    return {
      action: new URL(action, url).href,
      fields: Object.fromEntries(
        [...inputs, button ?? {}].flatMap(({ name, value }) => name === undefined ? [] : [[name, value ?? '']]),
      ),
      asksPassword: inputs.some(({ type }) => type === 'password'),
    }
  })
  return { title, forms }
}

function attributesOf(tag: string): Record<string, string> {
  return Object.fromEntries(
    [...tag.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, decode(value)]),
  )
}

const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: '\'' }

function decode(text: string): string {
  return text.replace(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (
    whole, decimal?: string, hexadecimal?: string, name?: string,
  ) => {
    if (decimal !== undefined) return String.fromCodePoint(Number(decimal))
    if (hexadecimal !== undefined) return String.fromCodePoint(parseInt(hexadecimal, 16))
    return named[name ?? ''] ?? whole
  })
}
